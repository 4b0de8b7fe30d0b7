"""A chat with a real llama-server is one session in the ledger, with the energy of its CPU time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.llama import servers
from tests.system.llama.sitting import ENDINGS
from wattprint.domain.evidence import CPU_ACTIVE_CORES
from wattprint.reference.cpu_model import load_cpu_model
from wattprint.reference.files import resource_path

if TYPE_CHECKING:
    from tests.system.llama.recorders import Place
    from tests.system.llama.sitting import Sitting

pytestmark = pytest.mark.system

J_PER_WH = 3600.0

#: While a model is loaded and nothing runs the recorder looks every two seconds: a session's first slice may
#: begin that much before the work did. A slice with little work is not active, so it may begin later, too.
EDGE_S = 2.0

#: A machine under load lets a recorder's tick come late; no more than this of a second or two.
LATE_S = 1.0

#: What a power cut may cost.
LOST_S = 10.0


def all_sessions(place: Place) -> list[dict[str, Any]]:
    done = place.command("sessions", "--json")
    assert (done.code, done.err) == (0, "")
    sessions = done.json["sessions"]
    assert isinstance(sessions, list)
    return sessions


def only_session(sitting: Sitting, place: Place | None = None) -> dict[str, Any]:
    """The one session of the server; what else this machine does meanwhile is not ours to judge."""
    sessions = all_sessions(place or sitting.place)
    (session,) = [one for one in sessions if one["model"] == sitting.server.model]
    return session


def test_the_server_was_at_work_beside_a_rival(sitting: Sitting) -> None:
    """What all the others stand on: a real load, and a real rival for the CPU."""
    assert sitting.errors == []
    assert sitting.tokens > 500
    assert sitting.server_cpu_s > 0.3 * sitting.chat_s
    assert sitting.rival_cpu_s > 0.3 * sitting.server_cpu_s


def test_one_chat_session_with_its_app_model_and_quality(sitting: Sitting) -> None:
    session = only_session(sitting)
    server = sitting.server
    assert (session["app"], session["engine"], session["kind"]) == (server.app, server.engine, "chat")
    assert session["model"] == server.model
    assert session["quality"] in ("modelled", "power", "counter")
    assert session["energy_wh"] > 0
    assert session["peak_w"] > 0
    assert (session["open"], session["shared"], session["at_least"]) == (False, False, False)


def test_active_time_is_the_time_of_the_chat(sitting: Sitting) -> None:
    active_s = only_session(sitting)["active_s"]
    assert active_s == pytest.approx(sitting.chat_s, abs=EDGE_S + LATE_S)


def test_modelled_energy_is_cpu_time_by_watts_per_core(sitting: Sitting) -> None:
    session = only_session(sitting)
    if session["quality"] != "modelled":
        pytest.skip("this machine measures its CPU: the share's test says what can be said")
    watts = load_cpu_model(resource_path("data", "cpu_model.toml")).central_w
    edge_j = CPU_ACTIVE_CORES * EDGE_S * watts  # what may lie in a slice that is not active
    assert session["energy_wh"] * J_PER_WH == pytest.approx(sitting.server_cpu_s * watts, abs=2 * edge_j)


def test_the_share_is_that_of_the_cpu_time(sitting: Sitting) -> None:
    """Of each watt the server gets its part of the busy time; the busy loop's part is nobody's."""
    server_w = cpu_w = 0.0
    for event in sitting.recorder.of("sight"):
        own_w = [active["power_w"] for active in event["active"] if active["model"] == sitting.server.model]
        if own_w:
            server_w += sum(own_w)
            cpu_w += sum(device["power_w"] for device in event["devices"] if device["kind"] == "cpu")
    assert server_w / cpu_w == pytest.approx(sitting.server_cpu_s / sitting.machine_cpu_s, abs=0.04)


def test_a_server_that_sits_in_memory_makes_no_session(sitting: Sitting) -> None:
    """Not even on a machine that something else keeps busy."""
    sights = [event for event in sitting.resting_events if event["type"] == "sight"]
    assert sitting.server.model in [loaded["model"] for loaded in sights[-1]["loaded"]]
    active = [active for event in sights for active in event["active"]]
    assert [one for one in active if one["model"] == sitting.server.model] == []


def test_today_sessions_and_stream_agree(sitting: Sitting) -> None:
    session = only_session(sitting)
    done = sitting.place.command("today", "--json")
    assert (done.code, done.err) == (0, "")
    (day,) = done.json["days"]
    (app,) = [one for one in day["apps"] if one["app"] == session["app"]]
    sessions = all_sessions(sitting.place)
    assert day["session_count"] == len(sessions)
    for total, parts in (
        (day, sessions),
        (app, [one for one in sessions if one["app"] == session["app"]]),
    ):
        in_sessions_wh = sum(one["energy_wh"] for one in parts)
        assert total["local_wh"]["central"] - total["standby_wh"] == pytest.approx(in_sessions_wh)
    assert day["local_wh"]["low"] < day["local_wh"]["central"] < day["local_wh"]["high"]
    assert session["active_s"] <= day["active_s"] <= day["recorded_s"]
    assert day["unattributed_wh"] > 0
    last = sitting.recorder.of("saved")[-1]
    assert last["today"]["local_wh"] == pytest.approx(day["local_wh"]["central"])


def test_the_ledger_can_be_read_while_the_recorder_writes(sitting: Sitting) -> None:
    today, doctor = sitting.today_while_running, sitting.doctor_while_running
    assert today is not None
    assert doctor is not None
    assert (today.code, today.err, doctor.code, doctor.err) == (0, "", 0, "")
    assert today.json["days"][0]["local_wh"]["central"] > 0
    assert doctor.json["doctor"]["recorder_pid"] == sitting.recorder.process.pid


def test_a_shorter_gap_holds_after_reload(sitting: Sitting) -> None:
    """The default gap is three minutes; the sitting is over in a quarter of one."""
    ended = sitting.session_ended
    assert ended is not None
    session = only_session(sitting)
    assert ended["active_s"] == pytest.approx(session["active_s"])
    # It ends where the work ended: no time of the gap is in it.
    start, end = (datetime.fromisoformat(session[edge]) for edge in ("start", "end"))
    assert (end - start).total_seconds() == pytest.approx(session["active_s"], abs=EDGE_S)


def test_a_recorder_that_was_started_after_the_server_stops_cleanly(sitting: Sitting) -> None:
    assert sitting.code == 0
    assert sitting.recorder.errors == ""
    assert sitting.recorder.events[-1]["type"] == "bye"


@pytest.mark.parametrize("how", ENDINGS)
def test_every_ending_is_clean_and_saves_all(sitting: Sitting, how: str) -> None:
    ended = sitting.endings[how]
    assert ended.code == 0
    assert ended.recorder.errors == ""
    session = only_session(sitting, ended.place)
    # A closed stdout is noticed when there is something to say, a second later.
    assert session["active_s"] == pytest.approx(ended.chat_s + ended.took_s / 2, abs=EDGE_S + LATE_S)
    assert session["energy_wh"] > 0
    if how != "closed stdout":
        assert [event["type"] for event in ended.recorder.events[-2:]] == ["saved", "bye"]
        assert ended.recorder.events[-2]["today"]["local_wh"] >= session["energy_wh"] * 0.999


def test_a_killed_recorder_loses_ten_seconds_and_its_heir_goes_on(sitting: Sitting) -> None:
    assert sitting.killed_code < 0
    killed = sitting.killed
    assert killed is not None
    assert (killed.code, killed.recorder.errors) == (0, "")
    session = only_session(sitting, killed.place)
    lost_s = sitting.chat_s - session["active_s"]
    assert lost_s <= LOST_S + sitting.unwatched_s + EDGE_S
    # What had been committed before the kill is still there.
    after_kill_s = sum(1 for event in killed.recorder.of("sight") if event["active"])
    assert session["active_s"] > after_kill_s + LATE_S


def test_a_pause_measures_nothing_and_says_so(sitting: Sitting) -> None:
    paused = sitting.paused
    assert paused is not None
    assert (paused.code, paused.recorder.errors) == (0, "")
    session = only_session(sitting, paused.place)
    expected_s = sitting.chat_s - sitting.pause_s
    assert session["active_s"] == pytest.approx(expected_s, abs=EDGE_S + 2 * LATE_S)
    (day,) = paused.place.command("today", "--json").json["days"]
    assert day["paused_s"] == pytest.approx(sitting.pause_s, abs=LATE_S)
    assert any(event["paused"] for event in paused.recorder.of("sight"))


def test_a_second_recorder_leaves_with_one_plain_line(sitting: Sitting) -> None:
    second = sitting.second
    assert second is not None
    assert (second.code, second.out) == (1, "")
    (line,) = second.err.splitlines()
    assert line.startswith("wattprint: ")
    assert str(sitting.recorder.process.pid) in line


def test_nothing_private_is_written_anywhere(sitting: Sitting) -> None:
    paused, killed = sitting.paused, sitting.killed
    assert paused is not None
    assert killed is not None
    places = [sitting.place, paused.place, killed.place, *(ended.place for ended in sitting.endings.values())]
    sitting.place.command("doctor")
    sitting.place.command("sessions")
    for place in places:
        written = place.everything_written()
        assert sitting.server.model.encode() in written  # so this is where to look
        assert_nothing_private(written, sitting.server)


def assert_nothing_private(written: bytes, server: servers.Server) -> None:
    private = [servers.PROMPT, "SECRET-CANARY", servers.API_KEY, servers.FOLDER]
    private += [word for word in server.argv if word.startswith("--")]
    private += ["\0".join(server.argv[:3]), " ".join(server.argv[:3]), "GGUF"]
    found = [text for text in private if text.encode() in written]
    assert found == []
