<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AddCloudDialog</name>
    <message>
        <source>Add cloud use</source>
        <extracomment>The chosen activity stands above its fields as a heading does.</extracomment>
        <translation>Ajouter un usage en ligne</translation>
    </message>
    <message>
        <source>&amp;Past entries…</source>
        <translation>Saisies &amp;passées…</translation>
    </message>
    <message>
        <source>Recurrin&amp;g…</source>
        <translation>Saisies récurren&amp;tes…</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>&amp;How many:</source>
        <translation>Co&amp;mbien&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Repeat:</source>
        <translation>&amp;Répéter&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Note:</source>
        <translation>&amp;Note&#xa0;:</translation>
    </message>
    <message>
        <source>From (&amp;day):</source>
        <translation>Dès le (&amp;jour)&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Day:</source>
        <translation>&amp;Jour&#xa0;:</translation>
    </message>
    <message>
        <source>Choose what you used first.</source>
        <translation>Choisissez d&apos;abord ce que vous avez utilisé.</translation>
    </message>
    <message>
        <source>On which days? Choose one or more.</source>
        <translation>Quels jours&#xa0;? Choisissez-en au moins un.</translation>
    </message>
    <message>
        <source>In place of {what}.</source>
        <translation>À la place de {what}.</translation>
    </message>
    <message>
        <source>From {day} on, {days}: {amount}.</source>
        <translation>Dès le {day}, {days}&#xa0;: {amount}.</translation>
    </message>
    <message>
        <source>Added {amount}.</source>
        <translation>Ajouté&#xa0;: {amount}.</translation>
    </message>
    <message>
        <source>Added {amount}, {day}.</source>
        <translation>Ajouté&#xa0;: {amount}, {day}.</translation>
    </message>
    <message>
        <source>No longer recurring: {amount}.</source>
        <translation>Ne revient plus&#xa0;: {amount}.</translation>
    </message>
    <message>
        <source>Taken back: {amount}.</source>
        <translation>Annulé&#xa0;: {amount}.</translation>
    </message>
</context>
<context>
    <name>ChartWords</name>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low to high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Week from {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>highest: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power over {duration}: {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>e.g. image, video, claude</source>
        <translation>p. ex. image, vidéo, claude</translation>
    </message>
    <message>
        <source>Find an activity</source>
        <translation>Chercher une activité</translation>
    </message>
    <message>
        <source>&amp;Find:</source>
        <translation>&amp;Chercher&#xa0;:</translation>
    </message>
    <message>
        <source>All activities</source>
        <translation>Toutes les activités</translation>
    </message>
    <message>
        <source>Nothing is called that. “Other service” has what fits nowhere else.</source>
        <translation>Rien ne s&apos;appelle ainsi. «&#xa0;Autre service&#xa0;» contient ce qui n&apos;a pas sa place ailleurs.</translation>
    </message>
</context>
<context>
    <name>CloudCard</name>
    <message>
        <source>Cloud use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add cloud use…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What runs elsewhere cannot be measured: count it here, and it is estimated.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DayWords</name>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not estimated</source>
        <translation type="unfinished">Non estimé</translation>
    </message>
    <message>
        <source>Low to high: {band}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring is paused: what runs now is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring is on. Start a local model, or add what you use in the cloud.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody measured today. That is not 0: it is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What your devices use at rest is not known yet; the total follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No source gives a figure for what you counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>modelled, no sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{energy} of it modelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU and CPU only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not estimated</source>
        <translation type="unfinished">non estimé</translation>
    </message>
    <message>
        <source>estimated, data centres included</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n count(s) without a figure</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>grid of {zone} (a guess)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid of {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grids of the data centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cooling and power plants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cooling of data centres only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer, at {price} per kWh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured by another recorder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measuring</source>
        <translation type="unfinished">Aucune mesure en cours</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DaysCard</name>
    <message>
        <source>The last 14 days</source>
        <extracomment>Height of the chart (lines of text).</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy of the last 14 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days appear here once something was recorded or counted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Not saved: {reason}</source>
        <extracomment>A recorder that has just been started is making the ledger: it needs so long at most.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorder that was started elsewhere is measuring into this ledger. Stop it where it was started, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorder that was started elsewhere (process {pid}) is measuring into this ledger. Stop it where it was started, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here opens {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntriesDialog</name>
    <message>
        <source>Past cloud use</source>
        <translation>Usages en ligne passés</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Estimation</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>saisi</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importé</translation>
    </message>
    <message>
        <source>↻ recurring</source>
        <translation>↻ récurrent</translation>
    </message>
    <message>
        <source>↻ recurring, changed</source>
        <translation>↻ récurrent, modifié</translation>
    </message>
</context>
<context>
    <name>EntriesView</name>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Double-click or F2 edits a day, a count or a note.</source>
        <translation>Un double-clic ou F2 modifie un jour, un nombre ou une note.</translation>
    </message>
    <message>
        <source>Past entries</source>
        <translation>Saisies passées</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n saisie</numerusform>
            <numerusform>%n saisies</numerusform>
        </translation>
    </message>
    <message>
        <source>No entries here yet.</source>
        <translation>Aucune saisie ici pour l&apos;instant.</translation>
    </message>
    <message>
        <source>Changed: {entry}.</source>
        <translation>Modifié&#xa0;: {entry}.</translation>
    </message>
    <message>
        <source>As it was before: {entry}.</source>
        <translation>Comme avant&#xa0;: {entry}.</translation>
    </message>
    <message>
        <source>Deleted {entry}.</source>
        <translation>Supprimé&#xa0;: {entry}.</translation>
    </message>
    <message>
        <source>Put back: {entry}.</source>
        <translation>Rétabli&#xa0;: {entry}.</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n entries.</source>
        <translation>
            <numerusform>%n saisie supprimée.</numerusform>
            <numerusform>%n saisies supprimées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back %n entries.</source>
        <translation>
            <numerusform>%n saisie rétablie.</numerusform>
            <numerusform>%n saisies rétablies.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EstimateBox</name>
    <message>
        <source>Open the s&amp;ource ({host})</source>
        <extracomment>The value is what the eye should find first.</extracomment>
        <translation>&amp;Ouvrir la source ({host})</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Estimation</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what runs while Wattprint runs is measured.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume measuring</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguageBox</name>
    <message>
        <source>As the system ({language})</source>
        <extracomment>Each language is called by its own name, so that who reads no other finds it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Likenesses</name>
    <message>
        <source>That is like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or {quantity}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoginBox</name>
    <message>
        <source>Start Wattprint when I &amp;log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another copy of Wattprint starts at login now. Tick this to start this one in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting at login cannot be set from here; your desktop&apos;s settings may do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at login was not changed: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This desktop shows no tray icons; closing this window quits Wattprint.</source>
        <extracomment>Names under which things are remembered. Sizes in lines of text: at first, at least, and how wide the column gets at most.</extracomment>
        <translation type="unfinished">Ce bureau n&apos;affiche pas d&apos;icônes de notification&#xa0;; fermer cette fenêtre quitte Wattprint.</translation>
    </message>
    <message>
        <source>Wattprint goes on measuring in the tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on its icon opens this window again; its menu quits. This is said only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit instead</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message>
        <source>No graphics card is measured here: only what runs on the CPU counts. If there is one, install its driver; “wattprint doctor” in a terminal says what is missing.</source>
        <extracomment>More at once would not be read.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wattprint is learning what {device} uses at rest; until then a part of the total is missing. Unload your models for a minute to help it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>Now</source>
        <extracomment>More apps, and more devices with a line of their own, would fill the window. Heights of a line (lines of text): alone, and among others.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>It computed on a measured device, but Wattprint does not know it. It is in no total.</source>
        <extracomment>The largest ones are asked about first.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n unknown program(s), {energy}: count it?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished">Nombre</translation>
    </message>
    <message>
        <source>Count {program}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never count {program}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{program} is counted, its past too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{program} is never counted; it is forgotten after 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Measuring is starting</source>
        <translation type="unfinished">La mesure démarre</translation>
    </message>
    <message>
        <source>Measured by a recorder started elsewhere (process {pid})</source>
        <translation type="unfinished">Mesuré par un enregistreur lancé ailleurs (processus {pid})</translation>
    </message>
    <message>
        <source>Not measuring</source>
        <translation type="unfinished">Aucune mesure en cours</translation>
    </message>
    <message>
        <source>Measuring is paused</source>
        <translation type="unfinished">La mesure est en pause</translation>
    </message>
    <message>
        <source>No AI app is running</source>
        <translation type="unfinished">Aucune application d&apos;IA ne tourne</translation>
    </message>
    <message>
        <source>Loaded, nothing runs: {app}</source>
        <translation type="unfinished">Chargé, rien ne tourne&#xa0;: {app}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>{program} (unknown program, not counted)</source>
        <translation type="unfinished">{program} (programme inconnu, non compté)</translation>
    </message>
    <message>
        <source>at least {energy} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{energy} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asleep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume measuring (paused until {time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing is done where that recorder was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorder has stopped and will be started again.</source>
        <translation type="unfinished">L&apos;enregistreur s&apos;est arrêté et va être relancé.</translation>
    </message>
    <message>
        <source>The recorder no longer answers; a driver may hang. Quit and start again.</source>
        <translation type="unfinished">L&apos;enregistreur ne répond plus&#xa0;; un pilote est peut-être bloqué. Quittez et relancez.</translation>
    </message>
    <message>
        <source>An older recorder holds the ledger; end it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved. {reason}</source>
        <translation type="unfinished">Non enregistré. {reason}</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Added {amount}.</source>
        <translation>Ajouté&#xa0;: {amount}.</translation>
    </message>
    <message>
        <source>Taken back: {amount}.</source>
        <translation>Annulé&#xa0;: {amount}.</translation>
    </message>
</context>
<context>
    <name>RangeRow</name>
    <message>
        <source>Last 7 days</source>
        <extracomment>Data of the two choices that are no number of days.</extracomment>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>12 derniers mois</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Own dates</source>
        <translation>Dates au choix</translation>
    </message>
    <message>
        <source>Days shown</source>
        <translation>Jours affichés</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Dernier jour</translation>
    </message>
    <message>
        <source>to</source>
        <translation>au</translation>
    </message>
    <message>
        <source>&amp;Show:</source>
        <translation>&amp;Afficher&#xa0;:</translation>
    </message>
</context>
<context>
    <name>RecurringDialog</name>
    <message>
        <source>Recurring cloud use</source>
        <translation>Usages en ligne récurrents</translation>
    </message>
    <message>
        <source>What recurs</source>
        <extracomment>What is counted on the chosen day; None: not counted then.</extracomment>
        <translation>Ce qui revient</translation>
    </message>
    <message>
        <source>Nothing recurs yet. Add cloud use and choose “every day”, say, under “Repeat”.</source>
        <translation>Rien ne revient pour l&apos;instant. Ajoutez un usage en ligne et choisissez par exemple «&#xa0;chaque jour&#xa0;» sous «&#xa0;Répéter&#xa0;».</translation>
    </message>
    <message>
        <source>&amp;Save that day</source>
        <translation>&amp;Enregistrer ce jour</translation>
    </message>
    <message>
        <source>Do &amp;not count that day</source>
        <translation>Ne pas &amp;compter ce jour</translation>
    </message>
    <message>
        <source>&amp;End then</source>
        <translation>Y mettre f&amp;in</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>&amp;Supprimer…</translation>
    </message>
    <message>
        <source>Delete &amp;all its days</source>
        <translation>Supprimer &amp;tous ses jours</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Garder</translation>
    </message>
    <message>
        <source>&amp;One day:</source>
        <translation>Un &amp;jour&#xa0;:</translation>
    </message>
    <message>
        <source>Coun&amp;t:</source>
        <translation>&amp;Nombre&#xa0;:</translation>
    </message>
    <message>
        <source>Last &amp;day:</source>
        <translation>&amp;Dernier jour&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>not on that day</source>
        <translation>pas ce jour-là</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>non compté</translation>
    </message>
    <message>
        <source>{day}: {count} instead of the usual.</source>
        <translation>{day}&#xa0;: {count} au lieu de l&apos;habitude.</translation>
    </message>
    <message>
        <source>{day}: not counted.</source>
        <translation>{day}&#xa0;: non compté.</translation>
    </message>
    <message>
        <source>{day}: as it was before.</source>
        <translation>{day}&#xa0;: comme avant.</translation>
    </message>
    <message>
        <source>It began later than that: delete it instead.</source>
        <translation>Cela a commencé plus tard&#xa0;: supprimez-le plutôt.</translation>
    </message>
    <message>
        <source>{name} ends with {day}.</source>
        <translation>{name} se termine le {day}.</translation>
    </message>
    <message>
        <source>{name} goes on.</source>
        <translation>{name} continue.</translation>
    </message>
    <message numerus="yes">
        <source>Delete {name} with its %n days so far? Days you changed stay.</source>
        <translation>
            <numerusform>Supprimer {name} avec son %n jour jusqu&apos;ici&#xa0;? Les jours modifiés restent.</numerusform>
            <numerusform>Supprimer {name} avec ses %n jours jusqu&apos;ici&#xa0;? Les jours modifiés restent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted {name}.</source>
        <translation>Supprimé&#xa0;: {name}.</translation>
    </message>
</context>
<context>
    <name>RecurringModel</name>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Jusqu&apos;au</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>continue</translation>
    </message>
</context>
<context>
    <name>Repeat</name>
    <message>
        <source>only that day</source>
        <extracomment>What most people add at once.</extracomment>
        <translation>ce jour seulement</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>chaque jour</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>du lundi au vendredi</translation>
    </message>
    <message>
        <source>on chosen days</source>
        <translation>certains jours</translation>
    </message>
</context>
<context>
    <name>RowWriter</name>
    <message>
        <source>Quit (the other recorder goes on)</source>
        <translation>Quitter (l&apos;autre enregistreur continue)</translation>
    </message>
    <message>
        <source>Quit (measuring stops)</source>
        <translation>Quitter (la mesure s&apos;arrête)</translation>
    </message>
    <message>
        <source>Take back {count} × {activity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: not known</source>
        <translation>Aujourd&apos;hui&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Today: nothing yet</source>
        <translation>Aujourd&apos;hui&#xa0;: rien pour l&apos;instant</translation>
    </message>
    <message>
        <source>All of it estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured {measured}, estimated {estimated}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}: {power}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: not recorded</source>
        <translation>Aujourd&apos;hui&#xa0;: non enregistré</translation>
    </message>
    <message>
        <source>Today: learning</source>
        <translation>Aujourd&apos;hui&#xa0;: en apprentissage</translation>
    </message>
    <message>
        <source>Today: not estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: at least {energy}</source>
        <translation>Aujourd&apos;hui&#xa0;: au moins {energy}</translation>
    </message>
    <message>
        <source>Today: {energy}</source>
        <translation>Aujourd&apos;hui&#xa0;: {energy}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>{app}: {power}</source>
        <translation>{app}&#xa0;: {power}</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s)</source>
        <translation>
            <numerusform>%n autre problème</numerusform>
            <numerusform>%n autres problèmes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TotalCard</name>
    <message>
        <source>Today</source>
        <extracomment>This computer and the cloud. CO2e, water, money. Below the large equivalent.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Add cloud use…</source>
        <extracomment>The activities that a menu offers to count, and how many of them at a click.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Wattprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause measuring</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message>
        <source>There is nothing to undo here.</source>
        <extracomment>Nobody takes back more than this, and a window may stay open for weeks.</extracomment>
        <translation>Il n&apos;y a rien à annuler ici.</translation>
    </message>
    <message>
        <source>Put &amp;back</source>
        <translation>Rétab&amp;lir</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Ann&amp;uler</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>every day</source>
        <extracomment>What a Monday to Friday is as a mask of Recurring.weekdays, and all seven. What can go wrong with a ledger that is nobody&apos;s bug.</extracomment>
        <translation>chaque jour</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>du lundi au vendredi</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value} ({low} à {high})</translation>
    </message>
    <message>
        <source>Not estimated</source>
        <translation>Non estimé</translation>
    </message>
    <message>
        <source>Per {unit}.</source>
        <translation>Par {unit}.</translation>
    </message>
    <message>
        <source>Per {units}.</source>
        <translation>Pour {units}.</translation>
    </message>
    <message>
        <source>not estimated</source>
        <translation>non estimé</translation>
    </message>
    <message>
        <source>This version does not know this activity: it is counted only.</source>
        <translation>Cette version ne connaît pas cette activité&#xa0;: elle est seulement comptée.</translation>
    </message>
    <message>
        <source>No figure that could be defended is known: it is counted only.</source>
        <translation>Aucune valeur défendable n&apos;est connue&#xa0;: c&apos;est seulement compté.</translation>
    </message>
    <message>
        <source>No figure holds for this day: it is counted only.</source>
        <translation>Aucune valeur ne vaut pour ce jour&#xa0;: c&apos;est seulement compté.</translation>
    </message>
    <message>
        <source>figure of its class of models, the service published none</source>
        <translation>valeur de sa classe de modèles, le service n&apos;en a pas publié</translation>
    </message>
    <message>
        <source>from your own factors</source>
        <translation>tiré de vos propres facteurs</translation>
    </message>
    <message>
        <source>out of date since {day}</source>
        <translation>périmé depuis le {day}</translation>
    </message>
    <message>
        <source>Published by the service itself</source>
        <translation>Publié par le service lui-même</translation>
    </message>
    <message>
        <source>Peer-reviewed</source>
        <translation>Évalué par des pairs</translation>
    </message>
    <message>
        <source>Modelled</source>
        <translation>Modélisé</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Supposition</translation>
    </message>
    <message>
        <source>How many? Write a number, or press +1, +5 or +10.</source>
        <translation>Combien&#xa0;? Écrivez un nombre, ou pressez +1, +5 ou +10.</translation>
    </message>
    <message>
        <source>A count must be more than 0.</source>
        <translation>Un nombre doit être supérieur à 0.</translation>
    </message>
    <message>
        <source>More than {most} on one day cannot be meant.</source>
        <translation>Plus de {most} en un jour, ce doit être une erreur.</translation>
    </message>
    <message>
        <source>“{typed}” is not a number: write 12 or {example}, say.</source>
        <translation>«&#xa0;{typed}&#xa0;» n&apos;est pas un nombre&#xa0;: écrivez par exemple 12 ou {example}.</translation>
    </message>
    <message>
        <source>Not saved. {reason}</source>
        <translation>Non enregistré. {reason}</translation>
    </message>
    <message>
        <source>Your own factors are not used: {detail}</source>
        <translation>Vos propres facteurs ne sont pas utilisés&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>{program} runs on this computer, where it is measured: an estimate would count it twice.</source>
        <translation>{program} tourne sur cet ordinateur, où il est mesuré&#xa0;: une estimation le compterait deux fois.</translation>
    </message>
</context>
<context>
    <name>ZoneBox</name>
    <message>
        <source>{zone} (guessed)</source>
        <extracomment>What is searched: both names, both codes, folded.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a country or region</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_AppRow</name>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_DeviceRow</name>
    <message>
        <source>Power of {device}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Notice</name>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished">Note</translation>
    </message>
</context>
<context>
    <name>_QuickMenu</name>
    <message>
        <source>Count cloud use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
