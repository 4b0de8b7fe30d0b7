"""From facts to a verdict: what one process is, then what it is as a member of its family.

Both steps are pure. `identify` reads the facts of one process and keeps only names; `judge` walks up the
identities of its ancestors: the topmost app there is the app, the nearest engine the engine. An engine
started from a terminal is its own app. What an engine starts works for it, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from wattprint.domain.workload import Kind, Workload
from wattprint.reference.workload_rules import Match, Rule, RuleRole
from wattprint.workloads.commandline import CommandLine, clean_name, parse
from wattprint.workloads.facts import Evidence, ProcessFacts
from wattprint.workloads.names import base_name, blob_digest, model_name
from wattprint.workloads.ollama_models import is_remote
from wattprint.workloads.processes import Role
from wattprint.workloads.rulebook import RuleBook, fits

#: How far up the family is looked at: launcher scripts, wrappers and supervisors fit in this.
MAX_ANCESTORS: Final = 8

#: A digest whose name is unknown still tells one model from the next; this much of it is shown.
_DIGEST_SHOWN: Final = 12

#: The rule of Ollama's own runner, whose model may be a name that stands for someone else's machine.
_OLLAMA_RUNNER: Final = "ollama-runner"

BlobName = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Identity:
    """What one process is by itself; all that is kept of its command line.

    rule: the rule that recognised it, or None. app_rule: the app it belongs to when no ancestor is one.
    model: the model that its own command line names. label: what to call it while nobody knows what it is.
    remote: its model runs elsewhere, so it does no work here.
    kernel: a thread of the kernel, nobody's program.
    """

    rule: Rule | None
    label: tuple[str, ...]
    own: bool
    user: str | None = None
    app_rule: Rule | None = None
    model: str | None = None
    remote: bool = False
    kernel: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a process is to the measuring; fields as in KnownProcess."""

    role: Role
    workload: Workload | None


def identify(
    book: RuleBook, facts: ProcessFacts, evidence: Evidence, blob_name: BlobName, *, libraries: bool = False
) -> Identity:
    """What this process is by itself.

    blob_name: gives the name of an Ollama blob by its digest. libraries: also look at mapped files where
    nothing else tells (the costly part; a process needs a moment to load them).
    """
    line = parse(facts.argv, facts.exe)
    label = _label(line, facts)
    found = None if facts.kernel else book.find(line, facts, evidence)
    if found is None and libraries and line.interpreter == "python" and facts.own:
        found = book.find_by_library(line, facts, evidence)
    if found is None:
        return Identity(None, label, facts.own, facts.user, kernel=facts.kernel)
    rule, match = found
    app_rule = book.rule(match.belongs_to) if match.belongs_to is not None else None
    model, remote = None, False
    if rule.role.computes or rule.role.is_app:
        model, remote = _model(rule, match, line, facts, evidence, blob_name)
    return Identity(rule, label, facts.own, facts.user, app_rule, model, remote)


def judge(me: Identity, ancestors: Sequence[Identity], *, all_users: bool = False) -> Verdict:
    """What this process is, given its ancestors from parent upwards (at most the first eight count).

    Other users' processes become workloads only as a recognised service, or with `all_users`; known rivals
    and desktop programs keep their role whoever runs them, because they say nothing about anyone.
    """
    family = _family(me, ancestors)
    if me.kernel or (me.rule is not None and me.rule.role is RuleRole.BENIGN):
        return Verdict(Role.BENIGN, None)
    if me.rule is None or me.rule.role is RuleRole.RIVAL:
        engine = next((index for index, one in enumerate(family) if _computes(one) and index > 0), None)
        nearest = next((index for index, one in enumerate(family) if index > 0 and one.rule), None)
        if engine is not None and engine == nearest and _same_owner(me, family[engine]):
            verdict = judge(family[engine], family[engine + 1 :], all_users=all_users)
            if verdict.role is Role.ENGINE:
                return verdict
        if me.rule is not None:
            return Verdict(Role.RIVAL, None)
        if not me.own and not all_users:
            return Verdict(Role.FOREIGN, None)
        return Verdict(Role.UNKNOWN, _pending(me))
    app = _app(family)
    if not (me.own or all_users or _is_service(me, app)):
        return Verdict(Role.FOREIGN, None)
    if not _computes(me):
        kind = app.kind
        return Verdict(Role.APP, Workload(app=app.id, app_name=clean_name(app.name), engine=None, kind=kind))
    return Verdict(
        Role.ENGINE,
        Workload(
            app=app.id,
            app_name=clean_name(app.name),
            engine=me.rule.id if me.rule.id != app.id else None,
            kind=me.rule.kind if me.rule.kind is not Kind.OTHER else app.kind,
            model=next((one.model for one in family if one.model is not None), None),
        ),
    )


def _family(me: Identity, ancestors: Sequence[Identity]) -> list[Identity]:
    """Me and my ancestors below a terminal, a desktop shell or a game: what is above started no AI app."""
    family = [me]
    for ancestor in ancestors[:MAX_ANCESTORS]:
        if ancestor.rule is not None and ancestor.rule.role in (RuleRole.BENIGN, RuleRole.RIVAL):
            break
        family.append(ancestor)
    return family


def _computes(one: Identity) -> bool:
    return one.rule is not None and one.rule.role.computes and not one.remote


def _same_owner(one: Identity, other: Identity) -> bool:
    return (one.own, one.user) == (other.own, other.user)


def _app(family: Sequence[Identity]) -> Rule:
    """The topmost app; else the one that an engine is known to belong to; else the topmost engine."""
    rules = [one.rule for one in family if one.rule is not None]
    apps = [rule for rule in rules if rule.role.is_app]
    if apps:
        return apps[-1]
    belonging = [one.app_rule for one in family if one.app_rule is not None]
    return belonging[-1] if belonging else rules[-1]


def _is_service(me: Identity, app: Rule) -> bool:
    return me.user is not None and (
        me.user in app.service_users or (me.rule is not None and me.user in me.rule.service_users)
    )


def _pending(me: Identity) -> Workload:
    return Workload(
        app="program:" + "/".join(me.label),
        app_name=clean_name(" ".join(me.label)),
        engine=None,
        kind=Kind.OTHER,
        pending=True,
    )


def _label(line: CommandLine, facts: ProcessFacts) -> tuple[str, ...]:
    """Program and script, base names only, safe to show: ("python", "train.py")."""
    program = clean_name(line.program or facts.name) or "?"
    script = clean_name(line.script or base_name(line.module))
    return (program, script) if script else (program,)


def _model(
    rule: Rule, match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence, blob_name: BlobName
) -> tuple[str | None, bool]:
    """The model that the command line names, and whether it runs on someone else's machine."""
    values = [line.value(flag) for flag in rule.model_flags]
    values += [line.after(subcommand) for subcommand in rule.model_after]
    if rule.model_files:
        arguments = [line.title, facts.exe or "", *(text.rpartition("=")[2] for text in line.arguments)]
        mapped = sorted(evidence.mapped_files()) if match.libraries else []
        values += [text for text in (*arguments, *mapped) if fits(base_name(text), rule.model_files)]
    for value in values:
        digest = blob_digest(value) if value else None
        if digest is not None:
            return blob_name(digest) or f"sha256-{digest[:_DIGEST_SHOWN]}", False
        name = model_name(value)
        if name is not None:
            return name, rule.id == _OLLAMA_RUNNER and is_remote(name)
    return None, False
