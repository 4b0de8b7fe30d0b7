<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>PlainWindow</name>
    <message>
        <source>This desktop shows no tray icons; closing this window quits Wattprint.</source>
        <translation>Ce bureau n&apos;affiche pas d&apos;icônes de notification&#xa0;; fermer cette fenêtre quitte Wattprint.</translation>
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
        <source>Today: not known</source>
        <translation>Aujourd&apos;hui&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Today: nothing yet</source>
        <translation>Aujourd&apos;hui&#xa0;: rien pour l&apos;instant</translation>
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
        <source>Today: at least {energy}</source>
        <translation>Aujourd&apos;hui&#xa0;: au moins {energy}</translation>
    </message>
    <message>
        <source>Today: {energy}</source>
        <translation>Aujourd&apos;hui&#xa0;: {energy}</translation>
    </message>
    <message>
        <source>Measuring is starting</source>
        <translation>La mesure démarre</translation>
    </message>
    <message>
        <source>Measured by a recorder started elsewhere (process {pid})</source>
        <translation>Mesuré par un enregistreur lancé ailleurs (processus {pid})</translation>
    </message>
    <message>
        <source>Not measuring</source>
        <translation>Aucune mesure en cours</translation>
    </message>
    <message>
        <source>Measuring is paused</source>
        <translation>La mesure est en pause</translation>
    </message>
    <message>
        <source>Loaded, nothing runs: {app}</source>
        <translation>Chargé, rien ne tourne&#xa0;: {app}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>No AI app is running</source>
        <translation>Aucune application d&apos;IA ne tourne</translation>
    </message>
    <message>
        <source>{program} (unknown program, not counted)</source>
        <translation>{program} (programme inconnu, non compté)</translation>
    </message>
    <message>
        <source>{app}: {power}</source>
        <translation>{app}&#xa0;: {power}</translation>
    </message>
    <message>
        <source>The recorder has stopped and will be started again.</source>
        <translation>L&apos;enregistreur s&apos;est arrêté et va être relancé.</translation>
    </message>
    <message>
        <source>The recorder no longer answers; a driver may hang. Quit and start again.</source>
        <translation>L&apos;enregistreur ne répond plus&#xa0;; un pilote est peut-être bloqué. Quittez et relancez.</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s)</source>
        <translation>
            <numerusform>%n autre problème</numerusform>
            <numerusform>%n autres problèmes</numerusform>
        </translation>
    </message>
</context>
</TS>
