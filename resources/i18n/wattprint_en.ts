<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AmountWords</name>
    <message numerus="yes">
        <source>%n count(s) without a figure</source>
        <translation>
            <numerusform>%n count without a figure</numerusform>
            <numerusform>%n counts without a figure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) without a price</source>
        <translation>
            <numerusform>%n day without a price</numerusform>
            <numerusform>%n days without a price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message numerus="yes">
        <source>%n day(s) not recorded</source>
        <translation>
            <numerusform>%n day not recorded</numerusform>
            <numerusform>%n days not recorded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartWords</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n bar</numerusform>
            <numerusform>%n bars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message numerus="yes">
        <source>%n session(s) with a note are left out: a part of their energy is still being learned.</source>
        <translation>
            <numerusform>%n session with a note is left out: a part of its energy is still being learned.</numerusform>
            <numerusform>%n sessions with a note are left out: a part of their energy is still being learned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message numerus="yes">
        <source>%n session(s) with a note, {made} in all. The band goes from the lowest session to the highest, with the sensors&apos; tolerance and what the rest of the computer adds; the idle part is in it.</source>
        <translation>
            <numerusform>%n session with a note, {made} in all. The band holds the sensors&apos; tolerance and what the rest of the computer adds; the idle part is in it.</numerusform>
            <numerusform>%n sessions with a note, {made} in all. The band goes from the lowest session to the highest, with the sensors&apos; tolerance and what the rest of the computer adds; the idle part is in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is known: your last %n session(s) of this kind ({kind}) took {band} each, at the wall, whatever they made. A session is no {unit}: one may have made a hundred.</source>
        <translation>
            <numerusform>What is known: your last session of this kind ({kind}) took {band}, at the wall, whatever it made. A session is no {unit}: it may have made a hundred.</numerusform>
            <numerusform>What is known: your last %n sessions of this kind ({kind}) took {band} each, at the wall, whatever they made. A session is no {unit}: one may have made a hundred.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntriesView</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n entries.</source>
        <translation>
            <numerusform>Deleted %n entry.</numerusform>
            <numerusform>Deleted %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back %n entries.</source>
        <translation>
            <numerusform>Put back %n entry.</numerusform>
            <numerusform>Put back %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n entries of {there} to {here}.</source>
        <translation>
            <numerusform>Copied %n entry of {there} to {here}.</numerusform>
            <numerusform>Copied %n entries of {there} to {here}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n entries of {here}.</source>
        <translation>
            <numerusform>Taken back: %n entry of {here}.</numerusform>
            <numerusform>Taken back: %n entries of {here}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactWords</name>
    <message numerus="yes">
        <source>Merged from %n session(s).</source>
        <translation>
            <numerusform>Merged from %n session.</numerusform>
            <numerusform>Merged from %n sessions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message numerus="yes">
        <source>Changed %n session(s).</source>
        <translation>
            <numerusform>Changed %n session.</numerusform>
            <numerusform>Changed %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As before: %n session(s).</source>
        <translation>
            <numerusform>As before: %n session.</numerusform>
            <numerusform>As before: %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged %n session(s).</source>
        <translation>
            <numerusform>Merged %n session.</numerusform>
            <numerusform>Merged %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apart again: %n session(s).</source>
        <translation>
            <numerusform>Apart again: %n session.</numerusform>
            <numerusform>Apart again: %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marked as not AI: %n session(s); no total has them now.</source>
        <translation>
            <numerusform>Marked as not AI: %n session; no total has it now.</numerusform>
            <numerusform>Marked as not AI: %n sessions; no total has them now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>AI after all: %n session(s).</source>
        <translation>
            <numerusform>AI after all: %n session.</numerusform>
            <numerusform>AI after all: %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n session(s).</source>
        <translation>
            <numerusform>Deleted %n session.</numerusform>
            <numerusform>Deleted %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back %n session(s).</source>
        <translation>
            <numerusform>Put back %n session.</numerusform>
            <numerusform>Put back %n sessions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasuringPage</name>
    <message numerus="yes">
        <source>%n rule(s) in use</source>
        <translation>
            <numerusform>%n rule in use</numerusform>
            <numerusform>%n rules in use</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewsCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message numerus="yes">
        <source>%n day(s) were not recorded. What ran then is not known; it is not 0.</source>
        <extracomment>Apps that are named for what they kept loaded.</extracomment>
        <translation>
            <numerusform>%n day was not recorded. What ran then is not known; it is not 0.</numerusform>
            <numerusform>%n days were not recorded. What ran then is not known; it is not 0.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) were watched only in part: measuring was paused or not possible.</source>
        <translation>
            <numerusform>%n day was watched only in part: measuring was paused or not possible.</numerusform>
            <numerusform>%n days were watched only in part: measuring was paused or not possible.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n count(s) have no published figure. They are not estimated and in no sum.</source>
        <translation>
            <numerusform>%n count has no published figure. It is not estimated and in no sum.</numerusform>
            <numerusform>%n counts have no published figure. They are not estimated and in no sum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumbersPage</name>
    <message numerus="yes">
        <source>%n figure(s) of {total}</source>
        <translation>
            <numerusform>%n figure of {total}</numerusform>
            <numerusform>%n figures of {total}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewWords</name>
    <message numerus="yes">
        <source>%n day(s) were not recorded: what ran then is not known.</source>
        <translation>
            <numerusform>%n day was not recorded: what ran then is not known.</numerusform>
            <numerusform>%n days were not recorded: what ran then is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)…</source>
        <translation>
            <numerusform>%n session…</numerusform>
            <numerusform>%n sessions…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message numerus="yes">
        <source>%n unknown program(s), {energy}: count it?</source>
        <translation>
            <numerusform>%n unknown program, {energy}: count it?</numerusform>
            <numerusform>%n unknown programs, {energy}: count them?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message numerus="yes">
        <source>Beside it: %n older file(s) of Wattprint&apos;s, {size}</source>
        <translation>
            <numerusform>Beside it: %n older file of Wattprint&apos;s, {size}</numerusform>
            <numerusform>Beside it: %n older files of Wattprint&apos;s, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) that reach into these days, whole</source>
        <translation>
            <numerusform>%n session that reaches into these days, whole</numerusform>
            <numerusform>%n sessions that reach into these days, whole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cloud entry(ies), and what recurs on these days</source>
        <translation>
            <numerusform>%n cloud entry, and what recurs on these days</numerusform>
            <numerusform>%n cloud entries, and what recurs on these days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older file(s) beside it ({size}): they hold these days, too</source>
        <translation>
            <numerusform>%n older file beside it ({size}): it holds these days, too</numerusform>
            <numerusform>%n older files beside it ({size}): they hold these days, too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecurringDialog</name>
    <message numerus="yes">
        <source>Deleted {name} with its %n days so far; days you changed stay.</source>
        <translation>
            <numerusform>Deleted {name} with its %n day so far; days you changed stay.</numerusform>
            <numerusform>Deleted {name} with its %n days so far; days you changed stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowWriter</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s)</source>
        <translation>
            <numerusform>%n more problem</numerusform>
            <numerusform>%n more problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionWords</name>
    <message numerus="yes">
        <source>{number} session(s)</source>
        <translation>
            <numerusform>{number} session</numerusform>
            <numerusform>{number} sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopWords</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
