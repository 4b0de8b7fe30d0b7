<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutLink</name>
    <message>
        <source>{word}: about this number</source>
        <extracomment>Room around the word for the mark of the focus, in parts of a line&apos;s height.</extracomment>
        <translation>{word}&#xa0;: à propos de ce chiffre</translation>
    </message>
    <message>
        <source>Where this number comes from</source>
        <translation>D’où vient ce chiffre</translation>
    </message>
</context>
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
        <translation>Choisissez d’abord ce que vous avez utilisé.</translation>
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
    <name>AlarmKeeper</name>
    <message>
        <source>The recorder keeps stopping; Wattprint goes on starting it again.</source>
        <extracomment>In what is remembered: troubles with a device that were told, one a line.</extracomment>
        <translation>L’enregistreur s’arrête sans cesse&#xa0;; Wattprint continue de le relancer.</translation>
    </message>
    <message>
        <source>`wattprint doctor`, in a terminal, tells what stands in its way.</source>
        <translation>La commande `wattprint doctor`, dans un terminal, dit ce qui l’en empêche.</translation>
    </message>
    <message>
        <source>Nothing is measured</source>
        <translation>Rien n’est mesuré</translation>
    </message>
    <message>
        <source>The recorder no longer answers; a driver may hang. Quit and start again.</source>
        <translation>L’enregistreur ne répond plus&#xa0;; un pilote est peut-être bloqué. Quittez, puis relancez.</translation>
    </message>
    <message>
        <source>What is measured cannot be saved</source>
        <translation>Ce qui est mesuré ne peut pas être enregistré</translation>
    </message>
    <message>
        <source>A device is no longer measured</source>
        <translation>Un appareil n’est plus mesuré</translation>
    </message>
    <message>
        <source>{device} is no longer measured</source>
        <translation>{device} n’est plus mesuré</translation>
    </message>
</context>
<context>
    <name>AmountWords</name>
    <message>
        <source>at least {amount}</source>
        <translation>au moins {amount}</translation>
    </message>
    <message>
        <source>Low to high: {band}</source>
        <translation>Fourchette&#xa0;: {band}</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien pour l’instant</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>en apprentissage</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>mesuré</translation>
    </message>
    <message>
        <source>modelled, no sensor</source>
        <translation>modélisé, sans capteur</translation>
    </message>
    <message>
        <source>{energy} of it modelled</source>
        <translation>dont {energy} modélisés</translation>
    </message>
    <message>
        <source>at the wall</source>
        <translation>à la prise</translation>
    </message>
    <message>
        <source>GPU and CPU only</source>
        <translation>carte graphique et processeur seulement</translation>
    </message>
    <message>
        <source>Cloud services</source>
        <translation>Services en ligne</translation>
    </message>
    <message>
        <source>nothing counted</source>
        <translation>rien de compté</translation>
    </message>
    <message>
        <source>not estimated</source>
        <translation>non estimé</translation>
    </message>
    <message>
        <source>estimated, data centres included</source>
        <translation>estimé, centres de données compris</translation>
    </message>
    <message numerus="yes">
        <source>%n count(s) without a figure</source>
        <translation>
            <numerusform>%n saisie sans chiffre</numerusform>
            <numerusform>%n saisies sans chiffre</numerusform>
        </translation>
    </message>
    <message>
        <source>grid: {zone} (a guess)</source>
        <translation>réseau électrique&#xa0;: {zone} (supposé)</translation>
    </message>
    <message>
        <source>grid: {zone}</source>
        <translation>réseau électrique&#xa0;: {zone}</translation>
    </message>
    <message>
        <source>grids of the data centres</source>
        <translation>réseaux électriques des centres de données</translation>
    </message>
    <message>
        <source>cooling and power plants</source>
        <translation>refroidissement et centrales électriques</translation>
    </message>
    <message>
        <source>cooling of data centres only</source>
        <translation>refroidissement des centres de données seulement</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>this computer, at {price} per kWh</source>
        <translation>cet ordinateur, à {price} le kWh</translation>
    </message>
    <message>
        <source>this computer, at the price of each day</source>
        <translation>cet ordinateur, au prix de chaque jour</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) without a price</source>
        <translation>
            <numerusform>%n jour sans prix</numerusform>
            <numerusform>%n jours sans prix</numerusform>
        </translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Électricité</translation>
    </message>
</context>
<context>
    <name>AskingDialog</name>
    <message>
        <source>Cancel</source>
        <extracomment>Width in lines of text.</extracomment>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>AssignDialog</name>
    <message>
        <source>Change app or kind</source>
        <extracomment>As long as the ledger keeps a name of an app.</extracomment>
        <translation>Changer l’application ou le genre</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>tels quels</translation>
    </message>
    <message>
        <source>&amp;App:</source>
        <translation>&amp;Application&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>&amp;Genre&#xa0;:</translation>
    </message>
    <message>
        <source>A name that is not in the list becomes an app of your own.</source>
        <translation>Un nom qui n’est pas dans la liste devient une application à vous.</translation>
    </message>
    <message>
        <source>As &amp;recorded</source>
        <translation>Comme en&amp;registré</translation>
    </message>
</context>
<context>
    <name>BandList</name>
    <message>
        <source>Source…</source>
        <extracomment>Heights in lines of text. Room on both sides of a scale, for half of the number at its end: in lines of text, and at most this share. Numbers of the scale are told in Wh from here on.</extracomment>
        <translation>Source…</translation>
    </message>
    <message>
        <source>Where it comes from: {name}</source>
        <translation>D’où cela vient&#xa0;: {name}</translation>
    </message>
</context>
<context>
    <name>Baselines</name>
    <message>
        <source>No device was measured yet.</source>
        <extracomment>Name and text of each; two cards of one kind have one name.</extracomment>
        <translation>Aucun appareil n’a encore été mesuré.</translation>
    </message>
    <message>
        <source>none needed: modelled from busy time</source>
        <translation>inutile&#xa0;: modélisé d’après le temps d’occupation</translation>
    </message>
    <message>
        <source>asleep without AI: 0 W</source>
        <translation>endormi sans IA&#xa0;: 0 W</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>en apprentissage</translation>
    </message>
</context>
<context>
    <name>BoundaryCard</name>
    <message>
        <source>&amp;GPU and CPU only</source>
        <translation>&amp;GPU et processeur seulement</translation>
    </message>
    <message>
        <source>What was measured, and nothing else. The power supply, memory, fans and disks are not in it.</source>
        <translation>Ce qui a été mesuré, et rien d’autre. L’alimentation, la mémoire, les ventilateurs et les disques n’y sont pas.</translation>
    </message>
    <message>
        <source>At the &amp;wall socket</source>
        <translation>À la pri&amp;se</translation>
    </message>
    <message>
        <source>With what the rest of the computer adds: {low} to {high} % more, an estimate that is shown apart.</source>
        <translation>Avec ce qu’ajoute le reste de l’ordinateur&#xa0;: {low} à {high}&#xa0;% de plus, une estimation montrée à part.</translation>
    </message>
</context>
<context>
    <name>BrokenFile</name>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Ouvrir le fichier</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>Keep it aside and begin a &amp;new one</source>
        <translation>Le mettre de côté et en commencer un &amp;nouveau</translation>
    </message>
    <message>
        <source>The settings file cannot be used, so the usual settings hold and none can be changed here. {why}</source>
        <translation>Le fichier des réglages est inutilisable&#xa0;: les réglages habituels s’appliquent et aucun ne peut être changé ici. {why}</translation>
    </message>
    <message>
        <source>Not changed: {reason}</source>
        <translation>Rien n’a été changé&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The old file is kept as {path}</source>
        <translation>L’ancien fichier est conservé sous {path}</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Chart</source>
        <extracomment>Height of the chart (lines of text).</extracomment>
        <translation>Graphique</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>CO₂e</source>
        <translation>CO₂e</translation>
    </message>
    <message>
        <source>Electricity of this computer</source>
        <translation>Électricité de cet ordinateur</translation>
    </message>
    <message>
        <source>{quantity} per day</source>
        <translation>{quantity} par jour</translation>
    </message>
    <message>
        <source>{quantity} per week</source>
        <translation>{quantity} par semaine</translation>
    </message>
    <message>
        <source>{quantity} per month</source>
        <translation>{quantity} par mois</translation>
    </message>
    <message>
        <source>{quantity} per year</source>
        <translation>{quantity} par an</translation>
    </message>
    <message>
        <source>No price is known. Say in the settings, under “Numbers”, what a kWh costs.</source>
        <translation>Aucun prix n’est connu. Indiquez dans les réglages, sous «&#xa0;Chiffres&#xa0;», ce que coûte un kWh.</translation>
    </message>
    <message>
        <source>Only what was paid in {currency}; the totals have the rest.</source>
        <translation>Seulement ce qui a été payé en {currency}&#xa0;; les totaux ont le reste.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) not recorded</source>
        <translation>
            <numerusform>%n jour non enregistré</numerusform>
            <numerusform>%n jours non enregistrés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartWords</name>
    <message>
        <source>Measured</source>
        <translation>Mesuré</translation>
    </message>
    <message>
        <source>Estimated</source>
        <translation>Estimé</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Low to high</source>
        <translation>Fourchette</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Bas</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Puissance</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Couverture</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Partly recorded</source>
        <translation>Enregistré en partie</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Rien à montrer pour l’instant</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>now {value}</source>
        <translation>maintenant {value}</translation>
    </message>
    <message>
        <source>peak {value}</source>
        <translation>maximum {value}</translation>
    </message>
    <message>
        <source>at least {value}</source>
        <translation>au moins {value}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>il y a {duration}</translation>
    </message>
    <message>
        <source>after {duration}</source>
        <translation>après {duration}</translation>
    </message>
    <message>
        <source>Week from {day}</source>
        <translation>Semaine du {day}</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>highest: {name}</source>
        <translation>maximum&#xa0;: {name}</translation>
    </message>
    <message>
        <source>{state}: {count}</source>
        <translation>{state}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Power over {duration}: {range}</source>
        <translation>Puissance sur {duration}&#xa0;: {range}</translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n semaine</numerusform>
            <numerusform>%n semaines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n mois</numerusform>
            <numerusform>%n mois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n ans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n barre</numerusform>
            <numerusform>%n barres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceWords</name>
    <message>
        <source>Grid zone</source>
        <extracomment>In the order of the page.</extracomment>
        <translation>Zone électrique</translation>
    </message>
    <message>
        <source>Price per kWh</source>
        <translation>Prix du kWh</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Monnaie</translation>
    </message>
    <message>
        <source>Local numbers</source>
        <translation>Chiffres locaux</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>Water of your electricity</source>
        <translation>Eau de votre électricité</translation>
    </message>
    <message>
        <source>{number} mL per Wh</source>
        <translation>{number} mL par Wh</translation>
    </message>
    <message>
        <source>GPU and CPU only</source>
        <translation>GPU et processeur seulement</translation>
    </message>
    <message>
        <source>at the wall socket</source>
        <translation>à la prise</translation>
    </message>
    <message>
        <source>data centres only</source>
        <translation>centres de données seulement</translation>
    </message>
    <message>
        <source>with power plants</source>
        <translation>avec les centrales électriques</translation>
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
        <translation>Rien ne s’appelle ainsi. «&#xa0;Autre service&#xa0;» contient ce qui n’a pas sa place ailleurs.</translation>
    </message>
</context>
<context>
    <name>ClaimCard</name>
    <message>
        <source>“{claim}”</source>
        <translation>«&#xa0;{claim}&#xa0;»</translation>
    </message>
    <message>
        <source>Said by {who}</source>
        <translation>Source de l’affirmation&#xa0;: {who}</translation>
    </message>
    <message>
        <source>What it takes for granted: {what}</source>
        <translation>Ce qu’elle suppose&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Why they need not agree: {why}</source>
        <translation>Pourquoi les deux peuvent différer&#xa0;: {why}</translation>
    </message>
    <message>
        <source>The claim</source>
        <translation>L’affirmation</translation>
    </message>
    <message>
        <source>This computer: {what}</source>
        <translation>Cet ordinateur&#xa0;: {what}</translation>
    </message>
    <message>
        <source>On this computer, at the wall, {what} takes {band}: {equivalent}.</source>
        <translation>Sur cet ordinateur, à la prise, {what} consomme {band}&#xa0;: {equivalent}.</translation>
    </message>
</context>
<context>
    <name>CloudCard</name>
    <message>
        <source>Cloud use</source>
        <translation>Usages en ligne</translation>
    </message>
    <message>
        <source>A&amp;dd cloud use…</source>
        <translation>A&amp;jouter un usage en ligne…</translation>
    </message>
    <message>
        <source>What runs elsewhere cannot be measured: count it here, and it is estimated.</source>
        <translation>Ce qui tourne ailleurs ne peut pas être mesuré&#xa0;: comptez-le ici, et il est estimé.</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>This computer and the cloud</source>
        <translation>Cet ordinateur et les services en ligne</translation>
    </message>
    <message>
        <source>Often-quoted claims</source>
        <translation>Affirmations souvent citées</translation>
    </message>
    <message>
        <source>This computer and the &amp;cloud</source>
        <translation>Cet ordinateur et les servi&amp;ces en ligne</translation>
    </message>
    <message>
        <source>Often-&amp;quoted claims</source>
        <translation>Affirmations souvent c&amp;itées</translation>
    </message>
    <message>
        <source>Per unit of the same work, always at the wall. Solid is measured here, hatched is estimated from published figures. Each step of the scale is ten times the one before. A model that fits here is seldom the one that answers there: the work is of a kind, not the same.</source>
        <translation>Par unité d’un même travail, toujours à la prise. Plein&#xa0;: mesuré ici&#xa0;; hachuré&#xa0;: estimé d’après des chiffres publiés. Chaque pas de l’échelle vaut dix fois le précédent. Un modèle qui tient ici est rarement celui qui répond là-bas&#xa0;: le travail est du même genre, pas le même.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) with a note are left out: a part of their energy is still being learned.</source>
        <translation>
            <numerusform>%n session notée est laissée de côté&#xa0;: une partie de son énergie est encore en apprentissage.</numerusform>
            <numerusform>%n sessions notées sont laissées de côté&#xa0;: une partie de leur énergie est encore en apprentissage.</numerusform>
        </translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>sans unité</translation>
    </message>
    <message>
        <source>Noted in units that no service is counted in, so not compared: {units}.</source>
        <translation>Noté dans des unités où aucun service n’est compté, donc non comparé&#xa0;: {units}.</translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>Chat, by the prompt</source>
        <translation>Discussion, par requête</translation>
    </message>
    <message>
        <source>Chat, by the length of the answers</source>
        <translation>Discussion, selon la longueur des réponses</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vidéo</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Voix</translation>
    </message>
    <message>
        <source>{work}: energy per {unit}</source>
        <extracomment>More than half of it was no sensor&apos;s: then it is drawn and told as an estimate.</extracomment>
        <translation>{work}&#xa0;: énergie par {unit}</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) with a note, {made} in all. The band goes from the lowest session to the highest, with the sensors&apos; tolerance and what the rest of the computer adds; the idle part is in it.</source>
        <translation>
            <numerusform>%n session notée, {made} en tout. La fourchette comprend l’erreur possible des capteurs et ce qu’ajoute le reste de l’ordinateur&#xa0;; la part au repos y est.</numerusform>
            <numerusform>%n sessions notées, {made} en tout. La fourchette va de la session la plus basse à la plus haute, avec l’erreur possible des capteurs et ce qu’ajoute le reste de l’ordinateur&#xa0;; la part au repos y est.</numerusform>
        </translation>
    </message>
    <message>
        <source>Most of it is modelled: no sensor read it.</source>
        <translation>L’essentiel en est modélisé&#xa0;: aucun capteur ne l’a lu.</translation>
    </message>
    <message>
        <source>Nothing of the kind has been noted on this computer, so it cannot be compared. Run one here, then note under Sessions how many {units} it made.</source>
        <translation>Rien de tel n’a été noté sur cet ordinateur&#xa0;: la comparaison est impossible. Lancez un modèle de ce genre ici, puis notez sous Sessions ce qu’il a produit ({units}).</translation>
    </message>
    <message>
        <source>What has not been noted on this computer cannot be compared. Run a model here, then note under Sessions how much it made: {units}.</source>
        <translation>Ce qui n’a pas été noté sur cet ordinateur ne peut pas être comparé. Lancez un modèle ici, puis notez sous Sessions ce qu’il a produit&#xa0;: {units}.</translation>
    </message>
    <message>
        <source>Nothing of the kind has been noted on this computer yet.</source>
        <translation>Rien de tel n’a encore été noté sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Go to sessions</source>
        <translation>Aller aux sessions</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>discussion</translation>
    </message>
    <message>
        <source>images</source>
        <translation>images</translation>
    </message>
    <message>
        <source>video</source>
        <translation>vidéo</translation>
    </message>
    <message>
        <source>speech</source>
        <translation>voix</translation>
    </message>
    <message numerus="yes">
        <source>What is known: your last %n session(s) of this kind ({kind}) took {band} each, at the wall, whatever they made. A session is no {unit}: one may have made a hundred.</source>
        <translation>
            <numerusform>Ce qu’on sait&#xa0;: %n session de ce genre ({kind}), la dernière, a consommé {band}, à la prise, quoi qu’elle ait produit. Une session n’est pas une unité ({unit})&#xa0;: elle a pu en produire cent.</numerusform>
            <numerusform>Ce qu’on sait&#xa0;: vos&#xa0;%n dernières sessions de ce genre ({kind}) ont consommé {band} chacune, à la prise, quoi qu’elles aient produit. Une session n’est pas une unité ({unit})&#xa0;: elle a pu en produire cent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot tell which takes less: the bands overlap.</source>
        <translation>Impossible à dire&#xa0;: les fourchettes se recoupent.</translation>
    </message>
    <message>
        <source>This computer takes less.</source>
        <translation>Cet ordinateur consomme moins.</translation>
    </message>
    <message>
        <source>This computer takes less: the other {times} as much.</source>
        <translation>Cet ordinateur consomme moins&#xa0;: l’autre, {times} autant.</translation>
    </message>
    <message>
        <source>This computer takes more.</source>
        <translation>Cet ordinateur consomme plus.</translation>
    </message>
    <message>
        <source>This computer takes more: {times} as much.</source>
        <translation>Cet ordinateur consomme plus&#xa0;: {times} autant.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Vrai</translation>
    </message>
    <message>
        <source>Partly right</source>
        <translation>Vrai en partie</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Faux</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>Dépassé</translation>
    </message>
    <message>
        <source>Cannot be checked</source>
        <translation>Invérifiable</translation>
    </message>
    <message>
        <source>What the claim says lies within your band.</source>
        <translation>Ce que dit l’affirmation est dans votre fourchette.</translation>
    </message>
    <message>
        <source>That is more than the claim says: {times} as much.</source>
        <translation>C’est plus que ne le dit l’affirmation&#xa0;: {times} autant.</translation>
    </message>
    <message>
        <source>That is less: the claim says {times} as much.</source>
        <translation>C’est moins&#xa0;: l’affirmation parle de {times} autant.</translation>
    </message>
    <message>
        <source>≈ {count} ({low} to {high}) {noun}</source>
        <translation>≈ {count} ({low} à {high}) {noun}</translation>
    </message>
    <message>
        <source>≈ {value} ({low} to {high})</source>
        <translation>≈ {value} ({low} à {high})</translation>
    </message>
    <message>
        <source>{number} times</source>
        <translation>{number} fois</translation>
    </message>
    <message>
        <source>{low} to {high} times</source>
        <translation>{low} à {high} fois</translation>
    </message>
</context>
<context>
    <name>DayCopy</name>
    <message>
        <source>Day to copy to</source>
        <translation>Jour de destination</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>Re&amp;noncer</translation>
    </message>
    <message>
        <source>Copy what was typed on {day} to:</source>
        <translation>Copier les saisies du {day} vers le&#xa0;:</translation>
    </message>
    <message>
        <source>That is the day itself: choose another one.</source>
        <translation>C’est le jour lui-même&#xa0;: choisissez-en un autre.</translation>
    </message>
</context>
<context>
    <name>DayWords</name>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Rien pour l’instant</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>En apprentissage</translation>
    </message>
    <message>
        <source>Not estimated</source>
        <translation>Non estimé</translation>
    </message>
    <message>
        <source>Measuring is paused: what runs now is not counted.</source>
        <translation>La mesure est en pause&#xa0;: ce qui tourne maintenant n’est pas compté.</translation>
    </message>
    <message>
        <source>Nothing is being measured: what runs now is not counted.</source>
        <translation>Rien n’est mesuré en ce moment&#xa0;: ce qui tourne maintenant n’est pas compté.</translation>
    </message>
    <message>
        <source>Measuring is starting. Start a local model, or add what you use in the cloud.</source>
        <translation>La mesure démarre. Lancez un modèle local, ou ajoutez vos usages en ligne.</translation>
    </message>
    <message>
        <source>Measuring is on. Start a local model, or add what you use in the cloud.</source>
        <translation>La mesure est active. Lancez un modèle local, ou ajoutez vos usages en ligne.</translation>
    </message>
    <message>
        <source>Nobody measured today. That is not 0: it is not known.</source>
        <translation>Personne n’a mesuré aujourd’hui. Ce n’est pas 0&#xa0;: c’est inconnu.</translation>
    </message>
    <message>
        <source>What your devices use at rest is not known yet; the total follows.</source>
        <translation>Ce que vos appareils consomment au repos n’est pas encore connu&#xa0;; le total suivra.</translation>
    </message>
    <message>
        <source>No source gives a figure for what you counted.</source>
        <translation>Aucune source ne donne de chiffre pour ce que vous avez compté.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Measured by another recorder</source>
        <translation>Mesuré par un autre enregistreur</translation>
    </message>
    <message>
        <source>Not measuring</source>
        <translation>Aucune mesure en cours</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>En pause jusqu’à {time}</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Enregistre</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>Observe</translation>
    </message>
</context>
<context>
    <name>DaysCard</name>
    <message>
        <source>The last 14 days</source>
        <extracomment>Height of the chart (lines of text).</extracomment>
        <translation>Les 14 derniers jours</translation>
    </message>
    <message>
        <source>Energy of the last 14 days</source>
        <translation>Énergie des 14 derniers jours</translation>
    </message>
    <message>
        <source>Days appear here once something was recorded or counted.</source>
        <translation>Les jours apparaissent ici dès que quelque chose a été enregistré ou compté.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Non enregistré&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>A recorder that was started elsewhere is measuring into this ledger. Stop it where it was started, then try again.</source>
        <translation>Un enregistreur lancé ailleurs écrit dans ce registre. Arrêtez-le là où il a été lancé, puis réessayez.</translation>
    </message>
    <message>
        <source>A recorder that was started elsewhere (process {pid}) is measuring into this ledger. Stop it where it was started, then try again.</source>
        <translation>Un enregistreur lancé ailleurs (processus {pid}) écrit dans ce registre. Arrêtez-le là où il a été lancé, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing here opens {path}</source>
        <translation>Rien ici n’ouvre {path}</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Open Wattprint</source>
        <extracomment>Most desktops have their tray up by then; later the person would think that nothing started.</extracomment>
        <translation>Ouvrir Wattprint</translation>
    </message>
    <message>
        <source>Look back</source>
        <translation>Voir l’historique</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Where it was published</source>
        <extracomment>What the settings can change.</extracomment>
        <translation>Où il a été publié</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Modifier…</translation>
    </message>
    <message>
        <source>A figure of your own stands in a file that the settings open.</source>
        <translation>Vos propres chiffres se trouvent dans un fichier que les réglages ouvrent.</translation>
    </message>
    <message>
        <source>Change in the s&amp;ettings…</source>
        <translation>Modifier dans les r&amp;églages…</translation>
    </message>
    <message>
        <source>from {day}: {value}</source>
        <translation>à partir du {day}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Au fil du temps</translation>
    </message>
    <message>
        <source>central</source>
        <translation>centre</translation>
    </message>
    <message>
        <source>low</source>
        <translation>bas</translation>
    </message>
    <message>
        <source>high</source>
        <translation>haut</translation>
    </message>
    <message>
        <source>what its publisher states</source>
        <translation>ce qu’indique l’éditeur</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Details of the session</source>
        <extracomment>Height of the chart, in lines of text.</extracomment>
        <translation>Détails de la session</translation>
    </message>
    <message>
        <source>Power over time</source>
        <translation>Puissance au fil du temps</translation>
    </message>
    <message>
        <source>About these numbers</source>
        <translation>À propos de ces chiffres</translation>
    </message>
    <message>
        <source>Its power over time is not kept any more.</source>
        <translation>Sa puissance au fil du temps n’est plus conservée.</translation>
    </message>
    <message>
        <source>Its power over time is drawn once it has ended.</source>
        <translation>Sa puissance au fil du temps sera tracée une fois qu’elle sera terminée.</translation>
    </message>
    <message>
        <source>Shows the row in “About the numbers”</source>
        <translation>Montre la ligne dans «&#xa0;À propos des chiffres&#xa0;»</translation>
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
        <extracomment>So many entries are put in order while the person waits; more would be felt. Rows whose numbers are kept: some screens full.</extracomment>
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
    <name>EntriesTable</name>
    <message>
        <source>Past entries</source>
        <translation>Saisies passées</translation>
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
        <source>Add on this da&amp;y…</source>
        <extracomment>Something new was read while a cell was being edited.</extracomment>
        <translation>Ajouter ce &amp;jour-là…</translation>
    </message>
    <message>
        <source>&amp;What recurs…</source>
        <translation>Ce qui &amp;revient…</translation>
    </message>
    <message>
        <source>Copy yester&amp;day</source>
        <translation>Copier &amp;hier</translation>
    </message>
    <message>
        <source>Copy &amp;this day…</source>
        <translation>Copier ce jour &amp;vers…</translation>
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
        <translation>Aucune saisie ici pour l’instant.</translation>
    </message>
    <message>
        <source>Nothing was counted on these days. Add what you used in the cloud: it is estimated.</source>
        <translation>Rien n’a été compté ces jours-là. Ajoutez ce que vous avez utilisé en ligne&#xa0;: ce sera estimé.</translation>
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
        <translation>De retour&#xa0;: {entry}.</translation>
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
            <numerusform>%n saisie de retour.</numerusform>
            <numerusform>%n saisies de retour.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was typed on {there}. What recurs counts by itself.</source>
        <translation>Aucune saisie le {there}. Ce qui revient compte de soi-même.</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n entries of {there} to {here}.</source>
        <translation>
            <numerusform>%n saisie du {there} copiée au {here}.</numerusform>
            <numerusform>%n saisies du {there} copiées au {here}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n entries of {here}.</source>
        <translation>
            <numerusform>Annulé&#xa0;: %n saisie du {here}.</numerusform>
            <numerusform>Annulé&#xa0;: %n saisies du {here}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EstimateBox</name>
    <message>
        <source>About this &amp;number…</source>
        <extracomment>The value is what the eye should find first. In lines of text: with less, the ways on stand below the texts.</extracomment>
        <translation>À &amp;propos de ce chiffre…</translation>
    </message>
    <message>
        <source>Open the s&amp;ource ({host})</source>
        <translation>&amp;Ouvrir la source ({host})</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Estimation</translation>
    </message>
</context>
<context>
    <name>EverydayBox</name>
    <message>
        <source>France</source>
        <translation>France</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>États-Unis</translation>
    </message>
    <message>
        <source>International</source>
        <translation>International</translation>
    </message>
    <message>
        <source>Automatic, as your electricity</source>
        <translation>Automatique, selon votre électricité</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
</context>
<context>
    <name>ExportChoices</name>
    <message>
        <source>&amp;Days</source>
        <extracomment>Names under which the last choices are remembered.</extracomment>
        <translation>&amp;Jours</translation>
    </message>
    <message>
        <source>&amp;Sessions</source>
        <translation>&amp;Sessions</translation>
    </message>
    <message>
        <source>Cloud &amp;use</source>
        <translation>&amp;Usages en ligne</translation>
    </message>
    <message>
        <source>&amp;Programs</source>
        <translation>&amp;Programmes</translation>
    </message>
    <message>
        <source>A sp&amp;readsheet</source>
        <translation>Un ta&amp;bleur</translation>
    </message>
    <message>
        <source>What:</source>
        <translation>Quoi&#xa0;:</translation>
    </message>
    <message>
        <source>D&amp;ays of:</source>
        <translation>&amp;Dates&#xa0;:</translation>
    </message>
    <message>
        <source>For:</source>
        <translation>Pour&#xa0;:</translation>
    </message>
    <message>
        <source>One row a day: energy with its bands and parts, CO₂e, water, money, coverage.</source>
        <translation>Une ligne par jour&#xa0;: énergie avec fourchettes et parts, CO₂e, eau, coût, couverture.</translation>
    </message>
    <message>
        <source>One row a session, on the day it began: app, model, time, energy.</source>
        <translation>Une ligne par session, au jour de son début&#xa0;: application, modèle, durée, énergie.</translation>
    </message>
    <message>
        <source>One row an entry: service, count, estimate with its band, source, note.</source>
        <translation>Une ligne par saisie&#xa0;: service, nombre, estimation avec sa fourchette, source, note.</translation>
    </message>
    <message>
        <source>Commas between columns, points in numbers, the same in every language.</source>
        <translation>Virgules entre les colonnes, points dans les nombres, dans toutes les langues.</translation>
    </message>
    <message>
        <source>For a spreadsheet set to French: semicolons between columns, commas in numbers.</source>
        <translation>Pour un tableur en français&#xa0;: points-virgules entre les colonnes, virgules dans les nombres.</translation>
    </message>
    <message>
        <source>For a spreadsheet set to English: commas between columns, points in numbers.</source>
        <translation>Pour un tableur en anglais&#xa0;: virgules entre les colonnes, points dans les nombres.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <extracomment>How often an export under way is asked how far it is. Nothing ticks without one.</extracomment>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporter…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>&amp;First rows of the file:</source>
        <translation>Premières &amp;lignes du fichier&#xa0;:</translation>
    </message>
    <message>
        <source>Nothing is recorded yet: there is nothing to export.</source>
        <translation>Rien n’est encore enregistré&#xa0;: il n’y a rien à exporter.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing of that between {first} and {last}.</source>
        <translation>Il n’y a rien de tel entre le {first} et le {last}.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows}, {days}: {day}.</source>
        <translation>{rows}, {days}&#xa0;: {day}.</translation>
    </message>
    <message>
        <source>{rows}, {days}: {first} to {last}.</source>
        <translation>{rows}, {days}&#xa0;: du {first} au {last}.</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exporter vers</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>up to {day}</source>
        <translation>jusqu’au {day}</translation>
    </message>
    <message>
        <source>Written: {path} ({rows}).</source>
        <translation>Écrit&#xa0;: {path} ({rows}).</translation>
    </message>
    <message>
        <source>Show in f&amp;older</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>{path} was not written. {reason}</source>
        <translation>{path} n’a pas été écrit. {reason}</translation>
    </message>
    <message>
        <source>Nothing on this desktop shows folders.</source>
        <translation>Rien sur ce bureau n’affiche les dossiers.</translation>
    </message>
</context>
<context>
    <name>FactWords</name>
    <message>
        <source>Since {start}; it may go on ({active} at work so far)</source>
        <extracomment>A share of the whole below this is not told in whole percent.</extracomment>
        <translation>Depuis le {start}&#xa0;; elle peut continuer ({active} de calcul jusqu’ici)</translation>
    </message>
    <message>
        <source>{start} to {end} ({active} at work)</source>
        <translation>{start} à {end} ({active} de calcul)</translation>
    </message>
    <message>
        <source>What your devices use at rest is not known yet; the number follows.</source>
        <translation>Ce que vos appareils consomment au repos n’est pas encore connu&#xa0;; le chiffre suivra.</translation>
    </message>
    <message>
        <source>GPU and CPU only</source>
        <translation>Carte graphique et processeur seulement</translation>
    </message>
    <message>
        <source>Low to high: {band}; GPU and CPU only</source>
        <translation>Fourchette&#xa0;: {band}&#xa0;; carte graphique et processeur seulement</translation>
    </message>
    <message>
        <source>Of which idle</source>
        <translation>Dont au repos</translation>
    </message>
    <message>
        <source>Of which modelled</source>
        <translation>Dont modélisé</translation>
    </message>
    <message>
        <source>Emissions</source>
        <translation>Émissions</translation>
    </message>
    <message>
        <source>What it made</source>
        <translation>Ce qu’elle a produit</translation>
    </message>
    <message>
        <source>How measured</source>
        <translation>Comment c’est mesuré</translation>
    </message>
    <message>
        <source>Shared with others</source>
        <translation>Partage avec d’autres</translation>
    </message>
    <message>
        <source>At rest</source>
        <translation>Au repos</translation>
    </message>
    <message>
        <source>learning: what your devices use at rest is not known yet</source>
        <translation>en apprentissage&#xa0;: ce que vos appareils consomment au repos n’est pas encore connu</translation>
    </message>
    <message>
        <source>none: only what is above rest is in it</source>
        <translation>rien&#xa0;: seul ce qui dépasse le repos y est</translation>
    </message>
    <message>
        <source>{energy}: the device would have used it anyway</source>
        <translation>{energy}&#xa0;: l’appareil les aurait consommés de toute façon</translation>
    </message>
    <message>
        <source>not noted</source>
        <translation>pas noté</translation>
    </message>
    <message>
        <source>{made}; {energy} each</source>
        <translation>{made}, soit {energy} par unité</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>en apprentissage</translation>
    </message>
    <message>
        <source>On {device}</source>
        <translation>Sur {device}</translation>
    </message>
    <message>
        <source>{device}: {amount}</source>
        <translation>{device}&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>Integrated from power, read about once a second.</source>
        <translation>Intégré à partir de la puissance, lue environ une fois par seconde.</translation>
    </message>
    <message>
        <source>The CPU is modelled from its busy time: no sensor can be read.</source>
        <translation>Le processeur est modélisé d’après son temps d’occupation&#xa0;: aucun capteur n’est lisible.</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
    <message>
        <source>A part is not known yet: it is at least this much.</source>
        <translation>Une partie n’est pas encore connue&#xa0;: c’est au moins autant.</translation>
    </message>
    <message>
        <source>Several AI apps were at work and the device does not tell whose work it did: what it used was split equally between them.</source>
        <translation>Plusieurs applications d’IA travaillaient et l’appareil ne dit pas pour laquelle&#xa0;: sa consommation a été partagée à parts égales entre elles.</translation>
    </message>
    <message>
        <source>Within the sensors&apos; tolerance: {band}; GPU and CPU only</source>
        <translation>Avec l’erreur possible des capteurs&#xa0;: {band}&#xa0;; carte graphique et processeur seulement</translation>
    </message>
    <message>
        <source>By the device&apos;s own energy counter.</source>
        <translation>Par le compteur d’énergie de l’appareil.</translation>
    </message>
    <message>
        <source>Only this session&apos;s part is in it; what other programs used meanwhile is not.</source>
        <translation>Seule la part de cette session y est&#xa0;; ce que d’autres programmes ont consommé pendant ce temps n’y est pas.</translation>
    </message>
    <message>
        <source>nothing to subtract from busy time</source>
        <translation>rien à retrancher du temps d’occupation</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>Recorded as {app}, {kind}; you changed that.</source>
        <translation>Enregistrée comme {app}, {kind}&#xa0;; vous l’avez changé.</translation>
    </message>
    <message numerus="yes">
        <source>Merged from %n session(s).</source>
        <translation>
            <numerusform>Fusion de %n session.</numerusform>
            <numerusform>Fusion de %n sessions.</numerusform>
        </translation>
    </message>
    <message>
        <source>A part of a session that you split: {share} of its energy, by its power.</source>
        <translation>Une partie d’une session que vous avez scindée&#xa0;: {share} de son énergie, d’après sa puissance.</translation>
    </message>
    <message>
        <source>A part of a session that you split: {share} of its energy, by time.</source>
        <translation>Une partie d’une session que vous avez scindée&#xa0;: {share} de son énergie, d’après la durée.</translation>
    </message>
    <message>
        <source>What you changed</source>
        <translation>Ce que vous avez changé</translation>
    </message>
    <message>
        <source>under 1 %</source>
        <translation>moins de 1&#xa0;%</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <source>How it is measured</source>
        <translation>Comment c’est mesuré</translation>
    </message>
    <message>
        <source>Tolerance of the counter</source>
        <translation>Erreur possible du compteur</translation>
    </message>
    <message>
        <source>Tolerance of the power readings</source>
        <translation>Erreur possible des lectures de puissance</translation>
    </message>
    <message>
        <source>The model of the CPU</source>
        <translation>Le modèle du processeur</translation>
    </message>
    <message>
        <source>CO₂e of the grid</source>
        <translation>CO₂e du réseau électrique</translation>
    </message>
    <message>
        <source>The comparison</source>
        <translation>La comparaison</translation>
    </message>
</context>
<context>
    <name>FigureWords</name>
    <message>
        <source>Cloud services: energy</source>
        <extracomment>Names of vendors as they write them.</extracomment>
        <translation>Services en ligne&#xa0;: énergie</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>From the devices to the wall</source>
        <translation>Des composants à la prise</translation>
    </message>
    <message>
        <source>How far sensors may be off</source>
        <translation>Erreur possible des capteurs</translation>
    </message>
    <message>
        <source>The model of the processor</source>
        <translation>Le modèle du processeur</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Everyday equivalents</source>
        <translation>Équivalents du quotidien</translation>
    </message>
    <message>
        <source>Your electricity, as you stated it</source>
        <translation>Votre électricité, d’après vous</translation>
    </message>
    <message>
        <source>Data centres, on site</source>
        <translation>Centres de données, sur place</translation>
    </message>
    <message>
        <source>Power plants: {zone}</source>
        <translation>Centrales&#xa0;: {zone}</translation>
    </message>
    <message>
        <source>What the rest of the computer adds</source>
        <translation>Ce qu’ajoute le reste de l’ordinateur</translation>
    </message>
    <message>
        <source>A busy logical core</source>
        <translation>Un cœur logique occupé</translation>
    </message>
    <message>
        <source>Your price</source>
        <translation>Votre prix</translation>
    </message>
    <message>
        <source>energy counter</source>
        <translation>compteur d’énergie</translation>
    </message>
    <message>
        <source>power</source>
        <translation>puissance</translation>
    </message>
    <message>
        <source>modelled</source>
        <translation>modélisé</translation>
    </message>
    <message>
        <source>{vendor} graphics card, {quality}</source>
        <translation>Carte graphique {vendor}, {quality}</translation>
    </message>
    <message>
        <source>Any processor, {quality}</source>
        <translation>Tout processeur, {quality}</translation>
    </message>
    <message>
        <source>{vendor} processor, {quality}</source>
        <translation>Processeur {vendor}, {quality}</translation>
    </message>
    <message>
        <source>not estimated</source>
        <translation>non estimé</translation>
    </message>
    <message>
        <source>per {unit}</source>
        <translation>par {unit}</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value} ({low} à {high})</translation>
    </message>
    <message>
        <source>Electricity grids: CO₂e</source>
        <translation>Réseaux électriques&#xa0;: CO₂e</translation>
    </message>
    <message>
        <source>{grams} g CO₂e per kWh</source>
        <translation>{grams} g CO₂e par kWh</translation>
    </message>
    <message>
        <source>{amount} mL per Wh</source>
        <translation>{amount} mL par Wh</translation>
    </message>
    <message>
        <source>{price} per kWh</source>
        <translation>{price} par kWh</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>périmé</translation>
    </message>
    <message>
        <source>Stated by you</source>
        <translation>Indiqué par vous</translation>
    </message>
    <message>
        <source>Published, or by definition</source>
        <translation>Publié, ou par définition</translation>
    </message>
    <message>
        <source>Published statistics</source>
        <translation>Statistiques publiées</translation>
    </message>
    <message>
        <source>Published by the vendor</source>
        <translation>Publié par le fournisseur</translation>
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
        <source>No figure that could be defended is known: it is counted, and not estimated.</source>
        <translation>Aucun chiffre défendable n’est connu&#xa0;: c’est compté, et non estimé.</translation>
    </message>
    <message>
        <source>Out of date since {day}: newer sources should be looked for.</source>
        <translation>Périmé depuis le {day}&#xa0;: il faudrait chercher des sources plus récentes.</translation>
    </message>
    <message>
        <source>To be looked at again after {day}.</source>
        <translation>À revoir après le {day}.</translation>
    </message>
    <message>
        <source>Holds for all days.</source>
        <translation>Vaut pour tous les jours.</translation>
    </message>
    <message>
        <source>Holds from {day} on.</source>
        <translation>Vaut à partir du {day}.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
    <message>
        <source>Used for: {names}.</source>
        <translation>Utilisé pour&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Covers accelerators, servers, idle capacity and the building (“facility”).</source>
        <translation>Comprend les accélérateurs, les serveurs, leur capacité au repos et le bâtiment («&#xa0;centre de données&#xa0;»).</translation>
    </message>
    <message>
        <source>The mean of {year}, over the life of the power plants.</source>
        <translation>La moyenne de {year}, sur la vie des centrales.</translation>
    </message>
    <message>
        <source>Memory, disks, fans and the losses of the power supply. Added only at the boundary “wall”, and in every comparison with the cloud.</source>
        <translation>La mémoire, les disques, les ventilateurs et les pertes de l’alimentation. Ajouté seulement quand le périmètre est «&#xa0;à la prise&#xa0;», et dans toute comparaison avec les services en ligne.</translation>
    </message>
    <message>
        <source>The true energy lies so far below or above what the sensor tells.</source>
        <translation>L’énergie réelle peut s’écarter d’autant de ce que dit le capteur.</translation>
    </message>
    <message>
        <source>Used where the processor&apos;s energy sensor may not be read.</source>
        <translation>Utilisé quand le capteur d’énergie du processeur n’est pas lisible.</translation>
    </message>
    <message>
        <source>Only offered in the settings, never used in silence.</source>
        <translation>Seulement proposé dans les réglages, jamais utilisé sans le dire.</translation>
    </message>
    <message>
        <source>The service published nothing of its own: this is what its class of models needs.</source>
        <translation>Le service n’a rien publié lui-même&#xa0;: c’est ce que demande sa classe de modèles.</translation>
    </message>
    <message>
        <source>Its publisher states {amount} CO₂e; that is in no sum.</source>
        <translation>L’éditeur indique {amount} de CO₂e&#xa0;; cela n’entre dans aucun total.</translation>
    </message>
    <message>
        <source>Its publisher states {amount} of water; that is in no sum.</source>
        <translation>L’éditeur indique {amount} d’eau&#xa0;; cela n’entre dans aucun total.</translation>
    </message>
</context>
<context>
    <name>FiguresModel</name>
    <message>
        <source>Figure</source>
        <extracomment>The name of a row. Kinds with more rows than this are folded at first. So many figures are put into words at a time, that often (ms): nobody notices, and a search is soon quick.</extracomment>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Fiabilité</translation>
    </message>
    <message>
        <source>How the numbers come about</source>
        <translation>Comment naissent les chiffres</translation>
    </message>
</context>
<context>
    <name>FiguresNotice</name>
    <message>
        <source>New figures</source>
        <translation>Nouveaux chiffres</translation>
    </message>
    <message>
        <source>&amp;What changed…</source>
        <translation>&amp;Voir ce qui a changé…</translation>
    </message>
    <message>
        <source>Dis&amp;miss</source>
        <translation>&amp;Masquer</translation>
    </message>
    <message>
        <source>The figures behind the estimates have changed. All that you counted in the cloud so far now amounts to {after}; before it was {before}.</source>
        <translation>Les chiffres derrière les estimations ont changé. Tous les usages en ligne que vous avez comptés jusqu’ici font maintenant {after}&#xa0;; avant, c’était {before}.</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Wattprint</source>
        <extracomment>Under which name it is kept that the page was shown and not left yet.</extracomment>
        <translation>Bienvenue dans Wattprint</translation>
    </message>
    <message>
        <source>What does your AI use cost in energy?</source>
        <translation>Combien d’énergie coûte votre usage de l’IA&#xa0;?</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>Ce qui est observé</translation>
    </message>
    <message>
        <source>While a local AI app runs, Wattprint reads the energy sensors of graphics card and processor. Of the app it keeps its name, the model&apos;s name and when it ran: never what you ask or get. Cloud services cannot be measured; count them yourself, and Wattprint estimates them from published figures.</source>
        <translation>Pendant qu’une application d’IA locale tourne, Wattprint lit les capteurs d’énergie de la carte graphique et du processeur. De l’application, il garde le nom, celui du modèle et les heures&#xa0;: jamais ce que vous demandez ni ce que vous obtenez. Les services en ligne ne peuvent pas être mesurés&#xa0;; comptez-les vous-même, et Wattprint les estime d’après des chiffres publiés.</translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation>Où c’est conservé</translation>
    </message>
    <message>
        <source>In a file on this computer that only you can read. Nothing is sent anywhere.</source>
        <translation>Dans un fichier de cet ordinateur que vous seul pouvez lire. Rien n’est envoyé nulle part.</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Commencer</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>&amp;Passer</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue&#xa0;:</translation>
    </message>
    <message>
        <source>Your &amp;electricity comes from:</source>
        <translation>Votre él&amp;ectricité vient de&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Price per kWh, if you like:</source>
        <translation>P&amp;rix du kWh, si vous voulez&#xa0;:</translation>
    </message>
    <message>
        <source>What only you know</source>
        <translation>Ce que vous seul savez</translation>
    </message>
    <message>
        <source>The mean of the world, until you tell your country.</source>
        <translation>La moyenne mondiale, tant que vous n’avez pas indiqué votre pays.</translation>
    </message>
    <message>
        <source>Guessed from the region that this computer is set to.</source>
        <translation>Deviné d’après la région réglée sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>This desktop shows no tray icons; closing this window quits Wattprint.</source>
        <extracomment>Room for either half of the buttons (lines of text); with less they stand one above the other.</extracomment>
        <translation>Ce bureau n’affiche pas d’icônes de notification&#xa0;; fermer cette fenêtre quitte Wattprint.</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Historique…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>&amp;About the numbers…</source>
        <translation>À propos des chi&amp;ffres…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ré&amp;glages…</translation>
    </message>
</context>
<context>
    <name>FootprintCard</name>
    <message>
        <source>How it is known</source>
        <extracomment>This computer and the cloud. CO2e, water, money; money in two currencies where one has moved. A total with more letters (&quot;at least ≈ 5.1 kWh&quot;) is written smaller: it stays on one line. Below the large equivalent.</extracomment>
        <translation>D’où vient ce chiffre</translation>
    </message>
</context>
<context>
    <name>GapBox</name>
    <message>
        <source> s</source>
        <extracomment>A number that is still being changed is not written yet.</extracomment>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue&#xa0;:</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>For any panel</source>
        <translation>Pour toutes les barres</translation>
    </message>
    <message>
        <source>Light, for a dark panel</source>
        <translation>Clair, pour une barre sombre</translation>
    </message>
    <message>
        <source>Dark, for a light panel</source>
        <translation>Foncé, pour une barre claire</translation>
    </message>
    <message>
        <source>Windo&amp;w colours:</source>
        <translation>Couleurs des fe&amp;nêtres&#xa0;:</translation>
    </message>
    <message>
        <source>Tray i&amp;con:</source>
        <translation>I&amp;cône de la barre&#xa0;:</translation>
    </message>
    <message>
        <source>Language and appearance</source>
        <translation>Langue et apparence</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Only what runs while Wattprint runs is measured.</source>
        <translation>Seul ce qui tourne pendant que Wattprint tourne est mesuré.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message>
        <source>It is too short to be split.</source>
        <extracomment>The selected sessions, and the names of all apps. The sessions that are listed were marked as not AI.</extracomment>
        <translation>Elle est trop courte pour être scindée.</translation>
    </message>
    <message>
        <source>Never count an app</source>
        <translation>Ne jamais compter une application</translation>
    </message>
    <message>
        <source>Never count {app}?</source>
        <translation>Ne jamais compter {app}&#xa0;?</translation>
    </message>
    <message>
        <source>All its sessions leave this list and every total, those of the past too, and what it does from now on is not counted. After 30 days its sessions are forgotten for good. Until then you can undo this here, or in the settings under unknown programs.</source>
        <translation>Toutes ses sessions, passées comprises, quittent cette liste et tous les totaux, et ce qu’elle fera désormais ne sera pas compté. Après 30 jours, ses sessions sont oubliées pour de bon. D’ici là, vous pouvez revenir là-dessus ici, ou dans les réglages, sous les programmes inconnus.</translation>
    </message>
    <message>
        <source>&amp;Never count it</source>
        <translation>Ne &amp;jamais la compter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Forgotten: what {name} made.</source>
        <translation>Oublié&#xa0;: ce qu’a produit {name}.</translation>
    </message>
    <message>
        <source>Noted: {name} made {amount}.</source>
        <translation>Noté&#xa0;: {name} a produit {amount}.</translation>
    </message>
    <message>
        <source>Renamed: {name}.</source>
        <translation>Renommée&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Changed: {name}.</source>
        <translation>Changée&#xa0;: {name}.</translation>
    </message>
    <message numerus="yes">
        <source>Changed %n session(s).</source>
        <translation>
            <numerusform>%n session changée.</numerusform>
            <numerusform>%n sessions changées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As before: %n session(s).</source>
        <translation>
            <numerusform>Comme avant&#xa0;: %n session.</numerusform>
            <numerusform>Comme avant&#xa0;: %n sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged %n session(s).</source>
        <translation>
            <numerusform>%n session fusionnée.</numerusform>
            <numerusform>%n sessions fusionnées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apart again: %n session(s).</source>
        <translation>
            <numerusform>De nouveau séparée&#xa0;: %n session.</numerusform>
            <numerusform>De nouveau séparées&#xa0;: %n sessions.</numerusform>
        </translation>
    </message>
    <message>
        <source>Split in two: {name}.</source>
        <translation>Scindée en deux&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Whole again: {name}.</source>
        <translation>De nouveau entière&#xa0;: {name}.</translation>
    </message>
    <message numerus="yes">
        <source>Marked as not AI: %n session(s); no total has them now.</source>
        <translation>
            <numerusform>%n session marquée comme n’étant pas de l’IA&#xa0;; elle n’est plus dans aucun total.</numerusform>
            <numerusform>%n sessions marquées comme n’étant pas de l’IA&#xa0;; elles ne sont plus dans aucun total.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>AI after all: %n session(s).</source>
        <translation>
            <numerusform>De l’IA, finalement&#xa0;: %n session.</numerusform>
            <numerusform>De l’IA, finalement&#xa0;: %n sessions.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted {name}.</source>
        <translation>Supprimée&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Put back: {name}.</source>
        <translation>Remise&#xa0;: {name}.</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n session(s).</source>
        <translation>
            <numerusform>%n session supprimée.</numerusform>
            <numerusform>%n sessions supprimées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back %n session(s).</source>
        <translation>
            <numerusform>%n session remise.</numerusform>
            <numerusform>%n sessions remises.</numerusform>
        </translation>
    </message>
    <message>
        <source>{app} is never counted; its sessions are forgotten after 30 days.</source>
        <translation>{app} n’est jamais compté&#xa0;; ses sessions sont oubliées après 30 jours.</translation>
    </message>
    <message>
        <source>{app} is counted again, its past too.</source>
        <translation>{app} est de nouveau compté, son passé aussi.</translation>
    </message>
    <message>
        <source>As it was before: {name}.</source>
        <translation>Comme avant&#xa0;: {name}.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>&amp;Pause</source>
        <extracomment>Stands before the date: a demo&apos;s numbers must never pass for the person&apos;s own.</extracomment>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Pause measuring</source>
        <translation>Mettre la mesure en pause</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>Resume measuring</source>
        <translation>Reprendre la mesure</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Nothing was chosen yet.</source>
        <translation>Rien n’a encore été choisi.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>À partir du</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>What was chosen</source>
        <translation>Ce qui a été choisi</translation>
    </message>
    <message>
        <source>&amp;Remove the selected line</source>
        <translation>&amp;Retirer la ligne choisie</translation>
    </message>
    <message>
        <source>the first day</source>
        <translation>premier jour</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <extracomment>Names under which things are remembered. Sizes in lines of text: at first, and at least. What is written in one go is read in one go.</extracomment>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>Cloud use</source>
        <translation>Usages en ligne</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>About the numbers</source>
        <translation>À propos des chiffres</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
</context>
<context>
    <name>HowCard</name>
    <message>
        <source>Your own figures</source>
        <translation>Vos propres chiffres</translation>
    </message>
</context>
<context>
    <name>LanguageBox</name>
    <message>
        <source>As the system ({language})</source>
        <extracomment>Each language is called by its own name, so that who reads no other finds it.</extracomment>
        <translation>Comme le système ({language})</translation>
    </message>
</context>
<context>
    <name>LedgerDesk</name>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Could not be read.</source>
        <translation>Lecture impossible.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Un instant…</translation>
    </message>
    <message>
        <source>Waiting for the ledger…</source>
        <translation>En attente du registre…</translation>
    </message>
</context>
<context>
    <name>Likenesses</name>
    <message>
        <source>That is like</source>
        <translation>L’équivalent de</translation>
    </message>
    <message>
        <source>or {quantity}</source>
        <translation>ou {quantity}</translation>
    </message>
</context>
<context>
    <name>LoginBox</name>
    <message>
        <source>Start Wattprint when I log &amp;in</source>
        <translation>Lancer Wattprint à l’&amp;ouverture de session</translation>
    </message>
    <message>
        <source>Another copy of Wattprint starts at login now. Tick this to start this one in its place.</source>
        <translation>Une autre copie de Wattprint est lancée à l’ouverture de session. Cochez pour lancer celle-ci à sa place.</translation>
    </message>
    <message>
        <source>Starting at login cannot be set from here; your desktop&apos;s settings may do it.</source>
        <translation>Le lancement à l’ouverture de session ne peut pas être réglé ici&#xa0;; les réglages de votre bureau le permettent peut-être.</translation>
    </message>
    <message>
        <source>Start at login was not changed: {reason}</source>
        <translation>Le lancement à l’ouverture de session n’a pas été changé&#xa0;: {reason}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Wattprint goes on measuring in the tray.</source>
        <translation>Wattprint continue de mesurer dans la zone de notification.</translation>
    </message>
    <message>
        <source>A click on its icon opens this window again; its menu quits. This is said only once.</source>
        <translation>Un clic sur son icône rouvre cette fenêtre&#xa0;; son menu permet de quitter. Ceci n’est dit qu’une fois.</translation>
    </message>
    <message>
        <source>Today</source>
        <extracomment>Names under which things are remembered. Sizes in lines of text: at first, at least, and how wide the column gets at most.</extracomment>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>&amp;Stay in the tray</source>
        <translation>&amp;Rester dans la zone de notification</translation>
    </message>
    <message>
        <source>&amp;Keep measuring</source>
        <translation>&amp;Continuer de mesurer</translation>
    </message>
    <message>
        <source>&amp;Quit instead</source>
        <translation>Plutôt &amp;quitter</translation>
    </message>
    <message>
        <source>Wattprint stays in the tray. Measuring is paused until you resume it.</source>
        <translation>Wattprint reste dans la zone de notification. La mesure est en pause jusqu’à ce que vous la repreniez.</translation>
    </message>
    <message>
        <source>Wattprint stays in the tray. Measuring is paused until {time}.</source>
        <translation>Wattprint reste dans la zone de notification. La mesure est en pause jusqu’à {time}.</translation>
    </message>
</context>
<context>
    <name>MeasuredDevices</name>
    <message>
        <source>No graphics card was measured yet.</source>
        <translation>Aucune carte graphique n’a encore été mesurée.</translation>
    </message>
    <message>
        <source>A card that is switched off is left alone. Its energy is in no number, and its time is not recorded, as if it were not there; what was measured before stays.</source>
        <translation>Une carte désactivée est laissée tranquille. Son énergie n’entre dans aucun chiffre et son temps n’est pas enregistré, comme si elle n’était pas là&#xa0;; ce qui a déjà été mesuré reste.</translation>
    </message>
</context>
<context>
    <name>MeasuringPage</name>
    <message>
        <source>&amp;Usual values</source>
        <translation>Valeurs &amp;habituelles</translation>
    </message>
    <message>
        <source>Count AI apps of &amp;other users of this computer, too</source>
        <translation>Compter aussi les applications d’IA des autres &amp;utilisateurs de cet ordinateur</translation>
    </message>
    <message>
        <source>Which graphics cards</source>
        <translation>Quelles cartes graphiques</translation>
    </message>
    <message>
        <source>Whose apps</source>
        <translation>Applications de qui</translation>
    </message>
    <message>
        <source>Off: only your own programs, and services that are known for certain. On: also what other people run here, and containers, which often run as root.</source>
        <translation>Non coché&#xa0;: seulement vos propres programmes et les services reconnus avec certitude. Coché&#xa0;: aussi ce que d’autres personnes lancent ici, et les conteneurs, qui tournent souvent en tant que root.</translation>
    </message>
    <message>
        <source>Unknown programs</source>
        <translation>Programmes inconnus</translation>
    </message>
    <message>
        <source>Programs that Wattprint does not know and that computed on the graphics card. They are in no total until you say so; the answer holds for the past, too.</source>
        <translation>Des programmes que Wattprint ne connaît pas et qui ont calculé sur la carte graphique. Ils ne sont dans aucun total tant que vous ne l’avez pas décidé&#xa0;; la réponse vaut aussi pour le passé.</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Puissance de base</translation>
    </message>
    <message>
        <source>What a device draws when no AI app is loaded. It is learned by itself; unload your models for a minute to learn it now.</source>
        <translation>Ce qu’un appareil consomme quand aucune application d’IA n’est chargée. Elle s’apprend toute seule&#xa0;; déchargez vos modèles une minute pour l’apprendre maintenant.</translation>
    </message>
    <message>
        <source>Your own rules</source>
        <translation>Vos propres règles</translation>
    </message>
    <message>
        <source>Teach Wattprint an AI app that it does not know, in a file of your own.</source>
        <translation>Apprenez à Wattprint une application d’IA qu’il ne connaît pas, dans un fichier à vous.</translation>
    </message>
    <message>
        <source>&amp;Chat:</source>
        <translation>&amp;Discussion&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Images:</source>
        <translation>&amp;Images&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Video:</source>
        <translation>&amp;Vidéo&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Speech:</source>
        <translation>Voi&amp;x&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Training:</source>
        <translation>&amp;Entraînement&#xa0;:</translation>
    </message>
    <message>
        <source>Othe&amp;rs:</source>
        <translation>Aut&amp;res&#xa0;:</translation>
    </message>
    <message>
        <source>When a session ends</source>
        <translation>Quand une session se termine</translation>
    </message>
    <message>
        <source>A session ends once its app has been quiet for so long. {low} to {high} s.</source>
        <translation>Une session se termine quand son application est restée inactive aussi longtemps. De {low} à {high} s.</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) in use</source>
        <translation>
            <numerusform>%n règle utilisée</numerusform>
            <numerusform>%n règles utilisées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NamingDialog</name>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom&#xa0;:</translation>
    </message>
    <message>
        <source>Leave it empty to call it by its app again.</source>
        <translation>Laissez vide pour lui rendre le nom de son application.</translation>
    </message>
</context>
<context>
    <name>NewsCard</name>
    <message>
        <source>The figures have changed</source>
        <extracomment>So many activities are named; the others are counted.</extracomment>
        <translation>Les chiffres ont changé</translation>
    </message>
    <message>
        <source>&amp;Understood</source>
        <translation>&amp;Compris</translation>
    </message>
    <message>
        <source>Set {old} has become {new}. All that you counted in the cloud so far now amounts to {after}; before it was {before}. Nothing was counted anew: the same counts have other figures.</source>
        <translation>Le jeu {old} est devenu {new}. Tous les usages en ligne que vous avez comptés jusqu’ici font maintenant {after}&#xa0;; avant, c’était {before}. Rien n’a été recompté&#xa0;: les mêmes quantités ont d’autres chiffres.</translation>
    </message>
    <message>
        <source>Changed: {names}</source>
        <translation>Modifiés&#xa0;: {names}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et&#xa0;%n autre</numerusform>
            <numerusform>et&#xa0;%n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoSessions</name>
    <message>
        <source>&amp;Clear the filter</source>
        <extracomment>The text is no wider than this (lines of text): long lines are hard to read.</extracomment>
        <translation>Effacer le &amp;filtre</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Aucune session pour l’instant</translation>
    </message>
    <message>
        <source>Start a local model while Wattprint measures: each sitting with it is listed here.</source>
        <translation>Lancez un modèle local pendant que Wattprint mesure&#xa0;: chaque séance avec lui figurera ici.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Rien ne correspond</translation>
    </message>
    <message>
        <source>There are sessions, but none that fits the filter.</source>
        <translation>Il y a des sessions, mais aucune ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Not readable just now</source>
        <translation>Illisible pour l’instant</translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message numerus="yes">
        <source>%n day(s) were not recorded. What ran then is not known; it is not 0.</source>
        <extracomment>Apps that are named for what they kept loaded.</extracomment>
        <translation>
            <numerusform>%n jour n’a pas été enregistré. Ce qui a tourné alors est inconnu&#xa0;; ce n’est pas 0.</numerusform>
            <numerusform>%n jours n’ont pas été enregistrés. Ce qui a tourné alors est inconnu&#xa0;; ce n’est pas 0.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) were watched only in part: measuring was paused or not possible.</source>
        <translation>
            <numerusform>%n jour n’a été suivi qu’en partie&#xa0;: la mesure était en pause ou impossible.</numerusform>
            <numerusform>%n jours n’ont été suivis qu’en partie&#xa0;: la mesure était en pause ou impossible.</numerusform>
        </translation>
    </message>
    <message>
        <source>This day was watched only in part: measuring was paused or not possible.</source>
        <translation>Ce jour n’a été suivi qu’en partie&#xa0;: la mesure était en pause ou impossible.</translation>
    </message>
    <message>
        <source>What a device uses at rest is not known yet, so a part of this computer&apos;s energy is missing. Unload your models for a minute to let Wattprint learn it.</source>
        <translation>Ce qu’un appareil consomme au repos n’est pas encore connu&#xa0;: une partie de l’énergie de cet ordinateur manque. Déchargez vos modèles une minute pour que Wattprint l’apprenne.</translation>
    </message>
    <message numerus="yes">
        <source>%n count(s) have no published figure. They are not estimated and in no sum.</source>
        <translation>
            <numerusform>%n saisie n’a pas de chiffre publié. Elle n’est pas estimée et n’entre dans aucune somme.</numerusform>
            <numerusform>%n saisies n’ont pas de chiffre publié. Elles ne sont pas estimées et n’entrent dans aucune somme.</numerusform>
        </translation>
    </message>
    <message>
        <source>CO₂e before {day} is formed with the grid “{before}”, from then on with the grid “{after}”.</source>
        <translation>Le CO₂e avant le {day} est calculé avec le réseau «&#xa0;{before}&#xa0;», et à partir de ce jour avec le réseau «&#xa0;{after}&#xa0;».</translation>
    </message>
    <message>
        <source>Before {day} this computer is GPU and CPU only, from then on at the wall.</source>
        <translation>Avant le {day}, seuls la carte graphique et le processeur de cet ordinateur sont comptés&#xa0;; à partir de ce jour, tout ce qu’il consomme à la prise.</translation>
    </message>
    <message>
        <source>Before {day} this computer is at the wall, from then on GPU and CPU only.</source>
        <translation>Avant le {day}, cet ordinateur est compté à la prise&#xa0;; à partir de ce jour, seulement sa carte graphique et son processeur.</translation>
    </message>
    <message>
        <source>What counts as water changes on {day}.</source>
        <translation>Ce qui compte comme eau change le {day}.</translation>
    </message>
    <message>
        <source>A kWh cost {before} before {day}, and {after} from then on.</source>
        <translation>Un kWh coûtait {before} avant le {day}, et {after} à partir de ce jour.</translation>
    </message>
    <message>
        <source>Your ledger begins on {day}; nothing is known of the days before.</source>
        <translation>Votre registre commence le {day}&#xa0;; rien n’est connu des jours d’avant.</translation>
    </message>
    <message>
        <source>Clocks changed on this day: it had {hours} hours.</source>
        <translation>L’heure a changé ce jour-là&#xa0;: il a duré {hours} heures.</translation>
    </message>
    <message>
        <source>What keeping models loaded cost is not known yet: what devices use at rest is being learned.</source>
        <translation>Ce qu’a coûté le maintien de modèles en mémoire n’est pas encore connu&#xa0;: la consommation au repos est en cours d’apprentissage.</translation>
    </message>
    <message>
        <source>Keeping models loaded while nothing ran cost nothing that could be measured.</source>
        <translation>Garder des modèles en mémoire sans rien faire tourner n’a rien coûté de mesurable.</translation>
    </message>
    <message>
        <source>Keeping models loaded while nothing ran used {energy}.</source>
        <translation>Garder des modèles en mémoire sans rien faire tourner a consommé {energy}.</translation>
    </message>
    <message>
        <source>Keeping models loaded while nothing ran used {energy}: {share} % of what this computer used. A model that is unloaded uses nothing.</source>
        <translation>Garder des modèles en mémoire sans rien faire tourner a consommé {energy}&#xa0;: {share}&#xa0;% de ce que cet ordinateur a consommé. Un modèle déchargé ne consomme rien.</translation>
    </message>
    <message>
        <source>Most of it: {apps}.</source>
        <translation>Surtout&#xa0;: {apps}.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message>
        <source>Measuring is still paused, since before Wattprint was started this time. Nothing is recorded until you resume it.</source>
        <extracomment>More at once would not be read.</extracomment>
        <translation>La mesure est toujours en pause, depuis avant ce démarrage de Wattprint. Rien n’est enregistré tant que vous ne la reprenez pas.</translation>
    </message>
    <message>
        <source>Measuring is still paused until {time}, as you asked before.</source>
        <translation>La mesure est encore en pause jusqu’à {time}, comme vous l’aviez demandé.</translation>
    </message>
    <message>
        <source>Your own factors are not used: {detail}</source>
        <translation>Vos propres facteurs ne sont pas utilisés&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>No graphics card is measured here: only what runs on the CPU counts. Cards by NVIDIA can be measured, and by AMD on Linux, once their driver is installed; “{command}” in a terminal says what is missing.</source>
        <translation>Aucune carte graphique n’est mesurée ici&#xa0;: seul compte ce qui tourne sur le processeur. Les cartes NVIDIA peuvent l’être, et celles d’AMD sous Linux, une fois leur pilote installé&#xa0;; «&#xa0;{command}&#xa0;» dans un terminal dit ce qui manque.</translation>
    </message>
    <message>
        <source>Wattprint is still learning the power at rest of {devices}; until then a part of the total is missing. Unload your models for a minute to help it.</source>
        <translation>Wattprint apprend encore la puissance au repos de {devices}&#xa0;; d’ici là, une partie du total manque. Déchargez vos modèles une minute pour l’aider.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Notices</source>
        <translation>Avis</translation>
    </message>
</context>
<context>
    <name>NotificationsBox</name>
    <message>
        <source>Tell me when measuring has &amp;stopped working</source>
        <translation>Me prévenir quand la mesure ne &amp;fonctionne plus</translation>
    </message>
    <message>
        <source>Tell me each mo&amp;rning what yesterday came to</source>
        <translation>M’annoncer chaque &amp;matin le total de la veille</translation>
    </message>
    <message>
        <source>Once per trouble, when it has lasted a minute, and with what helps.</source>
        <translation>Une fois par problème, quand il dure depuis une minute, avec ce qui aide.</translation>
    </message>
    <message>
        <source>One notification a day at most, from eight o&apos;clock on, and none after a day without a total. Wattprint notifies you of nothing else.</source>
        <translation>Une notification par jour au plus, à partir de huit heures, et aucune après un jour sans total. Wattprint ne vous notifie rien d’autre.</translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>Now</source>
        <extracomment>More apps, and more devices with a line of their own, would fill the window. Heights of a line (lines of text): alone, and among others.</extracomment>
        <translation>En ce moment</translation>
    </message>
    <message>
        <source>How power is measured</source>
        <translation>Comment la puissance est mesurée</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumbersPage</name>
    <message>
        <source>Local numbers</source>
        <translation>Chiffres locaux</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>Réta&amp;blir</translation>
    </message>
    <message>
        <source>Your electricity</source>
        <translation>Votre électricité</translation>
    </message>
    <message>
        <source>Everyday quantities</source>
        <translation>Équivalents du quotidien</translation>
    </message>
    <message>
        <source>&amp;Compare with what is usual in:</source>
        <translation>Comparer avec ce qui est &amp;usuel ici&#xa0;:</translation>
    </message>
    <message>
        <source>What was chosen</source>
        <translation>Ce qui a été choisi</translation>
    </message>
    <message>
        <source>Your own factors</source>
        <translation>Vos propres facteurs</translation>
    </message>
    <message>
        <source>Other figures for cloud services than those that come with Wattprint, in a file.</source>
        <translation>D’autres chiffres pour les services en ligne que ceux livrés avec Wattprint, dans un fichier.</translation>
    </message>
    <message>
        <source>Changes hold &amp;from:</source>
        <translation>&amp;Valable&#xa0;:</translation>
    </message>
    <message>
        <source>The settings file says, for days without a choice: {what}</source>
        <translation>Le fichier des réglages dit, pour les jours sans choix&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Choices for later days stay: see below.</source>
        <translation>Les choix pour des jours plus tardifs restent&#xa0;: voir «&#xa0;Ce qui a été choisi&#xa0;».</translation>
    </message>
    <message>
        <source>To take a number back, remove its line under “What was chosen”.</source>
        <translation>Pour retirer un nombre, retirez sa ligne sous «&#xa0;Ce qui a été choisi&#xa0;».</translation>
    </message>
    <message>
        <source>Saved. All numbers follow.</source>
        <translation>Enregistré. Tous les chiffres suivent.</translation>
    </message>
    <message>
        <source>Removed. All numbers follow.</source>
        <translation>Retiré. Tous les chiffres suivent.</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <extracomment>Room that list and details need side by side, in lines of text; with less the details lie below. How they share it.</extracomment>
        <translation>&amp;Tout afficher</translation>
    </message>
    <message>
        <source>Also the figures that none of your numbers is made of.</source>
        <translation>Aussi les chiffres dont aucun de vos résultats ne dépend.</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>About the chosen figure</source>
        <translation>À propos du chiffre choisi</translation>
    </message>
    <message>
        <source>&amp;Search:</source>
        <translation>&amp;Chercher&#xa0;:</translation>
    </message>
    <message>
        <source>There is no figure “{name}” in this version.</source>
        <translation>Cette version n’a pas de chiffre «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) of {total}</source>
        <translation>
            <numerusform>%n chiffre sur {total}</numerusform>
            <numerusform>%n chiffres sur {total}</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Rien n’a été trouvé.</translation>
    </message>
</context>
<context>
    <name>OutputsDialog</name>
    <message>
        <source>What it made</source>
        <translation>Ce qu’elle a produit</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Noter</translation>
    </message>
    <message>
        <source>How &amp;many:</source>
        <translation>&amp;Combien&#xa0;:</translation>
    </message>
    <message>
        <source>Of &amp;what:</source>
        <translation>De &amp;quoi&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Forget it</source>
        <translation>&amp;Oublier</translation>
    </message>
    <message>
        <source>The energy of each is told once all of it is known.</source>
        <translation>L’énergie par unité sera donnée quand elle sera entièrement connue.</translation>
    </message>
    <message>
        <source>That is {energy} per {unit}.</source>
        <translation>Soit {energy} par {unit}.</translation>
    </message>
</context>
<context>
    <name>OverviewWords</name>
    <message>
        <source>Nothing used</source>
        <translation>Rien consommé</translation>
    </message>
    <message>
        <source>It was watched, and no AI app used anything.</source>
        <translation>La mesure était active, et aucune application d’IA n’a rien consommé.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) were not recorded: what ran then is not known.</source>
        <translation>
            <numerusform>%n jour n’a pas été enregistré&#xa0;: ce qui a tourné alors est inconnu.</numerusform>
            <numerusform>%n jours n’ont pas été enregistrés&#xa0;: ce qui a tourné alors est inconnu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing used while it was watched</source>
        <translation>Rien consommé pendant l’enregistrement</translation>
    </message>
    <message>
        <source>What your devices use at rest is not known yet; the total follows.</source>
        <translation>La consommation au repos de vos appareils n’est pas encore connue&#xa0;; le total suivra.</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Apprentissage</translation>
    </message>
    <message>
        <source>No source gives a figure for what was counted.</source>
        <translation>Aucune source ne donne de chiffre pour ce qui a été compté.</translation>
    </message>
    <message>
        <source>Not estimated</source>
        <translation>Non estimé</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Nobody measured. That is not 0: it is not known.</source>
        <translation>Personne n’a mesuré. Ce n’est pas 0&#xa0;: c’est inconnu.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)…</source>
        <translation>
            <numerusform>%n session…</numerusform>
            <numerusform>%n sessions…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>Rien d’enregistré pour l’instant</translation>
    </message>
    <message>
        <source>Start a local model while Wattprint measures, or add what you use in the cloud: each day appears here.</source>
        <translation>Lancez un modèle local pendant que Wattprint mesure, ou ajoutez vos usages en ligne&#xa0;: chaque jour apparaîtra ici.</translation>
    </message>
    <message>
        <source>These days are still to come</source>
        <translation>Ces jours sont encore à venir</translation>
    </message>
    <message>
        <source>Your ledger begins on {day}.</source>
        <translation>Votre registre commence le {day}.</translation>
    </message>
    <message>
        <source>Nothing is known of these days</source>
        <translation>Rien n’est connu de ces jours</translation>
    </message>
    <message>
        <source>The ledger cannot be read</source>
        <translation>Le registre ne peut pas être lu</translation>
    </message>
    <message>
        <source>These days could not be read</source>
        <translation>Ces jours n’ont pas pu être lus</translation>
    </message>
    <message>
        <source>That is a fault in Wattprint; its log tells more. Nothing was lost.</source>
        <translation>C’est un défaut de Wattprint&#xa0;; son journal en dit plus. Rien n’est perdu.</translation>
    </message>
</context>
<context>
    <name>OwnFactors</name>
    <message>
        <source>In use: factor set {name}</source>
        <translation>Utilisé&#xa0;: jeu de facteurs {name}</translation>
    </message>
</context>
<context>
    <name>OwnFile</name>
    <message>
        <source>Check again</source>
        <translation>Vérifier à nouveau</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Ouvrir le fichier</translation>
    </message>
    <message>
        <source>Begin a file</source>
        <translation>Commencer un fichier</translation>
    </message>
    <message>
        <source>There is no such file yet, and none is needed.</source>
        <translation>Ce fichier n’existe pas encore, et il n’est pas nécessaire.</translation>
    </message>
    <message>
        <source>Not used: {reason}</source>
        <translation>Non utilisé&#xa0;: {reason}</translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>It computed on a measured device, but Wattprint does not know it. It is in no total.</source>
        <extracomment>The largest ones are asked about first.</extracomment>
        <translation>Il a calculé sur un appareil mesuré, mais Wattprint ne le connaît pas. Il n’est dans aucun total.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message numerus="yes">
        <source>%n unknown program(s), {energy}: count it?</source>
        <translation>
            <numerusform>%n programme inconnu, {energy}&#xa0;: le compter&#xa0;?</numerusform>
            <numerusform>%n programmes inconnus, {energy}&#xa0;: les compter&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Compter</translation>
    </message>
    <message>
        <source>Count {program}</source>
        <translation>Compter {program}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Never count {program}</source>
        <translation>Ne jamais compter {program}</translation>
    </message>
    <message>
        <source>{program} is counted, its past too.</source>
        <translation>{program} est compté, son passé aussi.</translation>
    </message>
    <message>
        <source>{program} is never counted; it is forgotten after 30 days.</source>
        <translation>{program} n’est jamais compté&#xa0;; il est oublié après 30 jours.</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
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
        <source>No AI app is running</source>
        <translation>Aucune application d’IA ne tourne</translation>
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
        <source>{program} (unknown program, not counted)</source>
        <translation>{program} (programme inconnu, non compté)</translation>
    </message>
    <message>
        <source>at least {energy} so far</source>
        <translation>au moins {energy} jusqu’ici</translation>
    </message>
    <message>
        <source>{energy} so far</source>
        <translation>{energy} jusqu’ici</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>en veille</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>{power}, modelled</source>
        <translation>{power}, modélisé</translation>
    </message>
    <message>
        <source>&amp;Resume measuring</source>
        <translation>&amp;Reprendre la mesure</translation>
    </message>
    <message>
        <source>&amp;Resume measuring (paused until {time})</source>
        <translation>&amp;Reprendre la mesure (en pause jusqu’à {time})</translation>
    </message>
    <message>
        <source>For &amp;30 minutes</source>
        <translation>Pendant &amp;30 minutes</translation>
    </message>
    <message>
        <source>For &amp;1 hour</source>
        <translation>Pendant &amp;1 heure</translation>
    </message>
    <message>
        <source>Until &amp;tomorrow</source>
        <translation>Jusqu’à &amp;demain</translation>
    </message>
    <message>
        <source>Until &amp;I resume</source>
        <translation>Jusqu’à ce que je la &amp;reprenne</translation>
    </message>
    <message>
        <source>Pausing is done where that recorder was started</source>
        <translation>La pause se fait là où cet enregistreur a été lancé</translation>
    </message>
    <message>
        <source>The recorder has stopped and will be started again.</source>
        <translation>L’enregistreur s’est arrêté et va être relancé.</translation>
    </message>
    <message>
        <source>The recorder no longer answers; a driver may hang. Quit and start again.</source>
        <translation>L’enregistreur ne répond plus&#xa0;; un pilote est peut-être bloqué. Quittez et relancez.</translation>
    </message>
    <message>
        <source>The last count was not taken back. {reason}</source>
        <translation>Le dernier comptage n’a pas été annulé. {reason}</translation>
    </message>
    <message>
        <source>The last count was not saved: count it again. {reason}</source>
        <translation>Le dernier comptage n’a pas été enregistré&#xa0;: refaites-le. {reason}</translation>
    </message>
    <message>
        <source>An older recorder holds the ledger; end it and try again.</source>
        <translation>Un enregistreur plus ancien tient le registre&#xa0;; arrêtez-le et réessayez.</translation>
    </message>
    <message>
        <source>Not saved. {reason}</source>
        <translation>Non enregistré. {reason}</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>That is r&amp;ight</source>
        <translation>C’est &amp;bien cela</translation>
    </message>
    <message>
        <source>Grid &amp;zone:</source>
        <translation>&amp;Zone électrique&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Price per kWh:</source>
        <translation>&amp;Prix du kWh&#xa0;:</translation>
    </message>
    <message>
        <source>{grams} g CO₂e per kWh, the mean of {year}.</source>
        <translation>{grams} g de CO₂e par kWh, moyenne de {year}.</translation>
    </message>
    <message>
        <source>Nobody told the country yet: this is the mean of the world.</source>
        <translation>Le pays n’a pas encore été indiqué&#xa0;: c’est la moyenne mondiale.</translation>
    </message>
    <message>
        <source>Guessed from the region that this computer is set to.</source>
        <translation>Deviné d’après la région réglée sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>PriceEdit</name>
    <message>
        <source>not set</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>Currency</source>
        <extracomment>Where neither the zone nor the language says which one.</extracomment>
        <translation>Monnaie</translation>
    </message>
    <message>
        <source>Use t&amp;his price</source>
        <translation>Utiliser ce pri&amp;x</translation>
    </message>
    <message>
        <source>“{text}” is no price per kWh.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un prix du kWh.</translation>
    </message>
    <message>
        <source>Your bill tells it. Without one, no cost is shown.</source>
        <translation>Votre facture l’indique. Sans prix, aucun coût n’est affiché.</translation>
    </message>
    <message>
        <source>Typical there: {price} {currency} per kWh. Source: {source}.</source>
        <translation>Prix courant dans cette zone&#xa0;: {price} {currency} par kWh. Source&#xa0;: {source}.</translation>
    </message>
    <message>
        <source>Outdated.</source>
        <translation>Périmé.</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>For each session: app, model, kind, when, energy, and its power curve.</source>
        <translation>Pour chaque session&#xa0;: application, modèle, genre, heures, énergie et courbe de puissance.</translation>
    </message>
    <message>
        <source>For each day: energy and time of each device, and how long it was watched.</source>
        <translation>Pour chaque jour&#xa0;: énergie et temps de chaque appareil, et combien de temps il a été observé.</translation>
    </message>
    <message>
        <source>What you counted of cloud services, with your notes, and what you chose.</source>
        <translation>Ce que vous avez compté des services en ligne, avec vos notes, et ce que vous avez choisi.</translation>
    </message>
    <message>
        <source>Of unknown programs: the name of the program and of its script.</source>
        <translation>Des programmes inconnus&#xa0;: le nom du programme et celui de son script.</translation>
    </message>
    <message>
        <source>Never: what you ask or get, window titles, whole command lines, folders. Everything stays on this computer, readable by you only; nothing is sent anywhere.</source>
        <translation>Jamais&#xa0;: ce que vous demandez ou obtenez, les titres de fenêtres, les lignes de commande entières, les dossiers. Tout reste sur cet ordinateur, lisible par vous seul&#xa0;; rien n’est envoyé nulle part.</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Ouvrir le &amp;dossier</translation>
    </message>
    <message>
        <source>Open folder of the &amp;settings</source>
        <translation>Ouvrir le dossier des ré&amp;glages</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>Ce qui est conservé</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source> days</source>
        <translation> jours</translation>
    </message>
    <message>
        <source>Keep power &amp;curves for:</source>
        <translation>Garder les &amp;courbes de puissance&#xa0;:</translation>
    </message>
    <message>
        <source>Power curves</source>
        <translation>Courbes de puissance</translation>
    </message>
    <message>
        <source>Sessions and totals stay until you delete them.</source>
        <translation>Les sessions et les totaux restent jusqu’à ce que vous les supprimiez.</translation>
    </message>
    <message>
        <source>&amp;Back up to a file…</source>
        <translation>&amp;Sauvegarder dans un fichier…</translation>
    </message>
    <message>
        <source>R&amp;estore from a file…</source>
        <translation>&amp;Restaurer depuis un fichier…</translation>
    </message>
    <message>
        <source>Copies of your own</source>
        <translation>Vos propres copies</translation>
    </message>
    <message>
        <source>One file with everything that is stored. Restoring checks it first and keeps what you have now beside it.</source>
        <translation>Un fichier avec tout ce qui est conservé. La restauration le vérifie d’abord et met de côté ce que vous avez maintenant.</translation>
    </message>
    <message>
        <source>Delete these &amp;days…</source>
        <translation>Supprimer ces &amp;jours…</translation>
    </message>
    <message>
        <source>Delete e&amp;verything…</source>
        <translation>&amp;Tout supprimer…</translation>
    </message>
    <message>
        <source>Fro&amp;m:</source>
        <translation>D&amp;u&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation>&amp;au&#xa0;:</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Deleted means gone: also from the copies that Wattprint keeps beside the ledger. Copies that you made elsewhere stay.</source>
        <translation>Supprimé veut dire disparu&#xa0;: aussi des copies que Wattprint garde à côté du registre. Les copies que vous avez faites ailleurs restent.</translation>
    </message>
    <message>
        <source>{path} ({size})</source>
        <translation>{path} ({size})</translation>
    </message>
    <message>
        <source>{path} (nothing there yet)</source>
        <translation>{path} (rien pour l’instant)</translation>
    </message>
    <message numerus="yes">
        <source>Beside it: %n older file(s) of Wattprint&apos;s, {size}</source>
        <translation>
            <numerusform>À côté&#xa0;:&#xa0;%n ancien fichier de Wattprint, {size}</numerusform>
            <numerusform>À côté&#xa0;:&#xa0;%n anciens fichiers de Wattprint, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>wattprint {day}.sqlite3</source>
        <translation>wattprint {day}.sqlite3</translation>
    </message>
    <message>
        <source>Back up to a file</source>
        <translation>Sauvegarder dans un fichier</translation>
    </message>
    <message>
        <source>Ledgers (*.sqlite3)</source>
        <translation>Registres (*.sqlite3)</translation>
    </message>
    <message>
        <source>A copy of everything is in {path}</source>
        <translation>Une copie de tout est dans {path}</translation>
    </message>
    <message>
        <source>Restore from a file</source>
        <translation>Restaurer depuis un fichier</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Put {path} in the place of everything that is stored now?</source>
        <translation>Mettre {path} à la place de tout ce qui est conservé maintenant&#xa0;?</translation>
    </message>
    <message>
        <source>What is there now is kept as a file beside it. {pause}</source>
        <translation>Ce qui s’y trouve maintenant est gardé dans un fichier à côté. {pause}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Restored.</source>
        <translation>Restauré.</translation>
    </message>
    <message>
        <source>What was there before is kept as {path}</source>
        <translation>Ce qui s’y trouvait est gardé sous {path}</translation>
    </message>
    <message>
        <source>The first day lies after the last one.</source>
        <translation>Le premier jour est après le dernier.</translation>
    </message>
    <message>
        <source>There is nothing to delete.</source>
        <translation>Il n’y a rien à supprimer.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} au {last}</translation>
    </message>
    <message>
        <source>Delete everything of {days}?</source>
        <translation>Supprimer tout ce qui date du {days}&#xa0;?</translation>
    </message>
    <message>
        <source>Deleted: {days}</source>
        <translation>Supprimé&#xa0;: {days}</translation>
    </message>
    <message>
        <source>All sessions and totals, all that you counted and chose, and all copies that Wattprint keeps. Your settings file and your own rules and factors stay. This cannot be undone. {pause}</source>
        <translation>Toutes les sessions et tous les totaux, tout ce que vous avez compté et choisi, et toutes les copies que Wattprint garde. Votre fichier de réglages, vos règles et vos facteurs restent. C’est irréversible. {pause}</translation>
    </message>
    <message>
        <source>Delete everything that is stored?</source>
        <translation>Supprimer tout ce qui est conservé&#xa0;?</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Tout supprimer</translation>
    </message>
    <message>
        <source>Everything is deleted; a new ledger has begun.</source>
        <translation>Tout est supprimé&#xa0;; un nouveau registre est commencé.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) that reach into these days, whole</source>
        <translation>
            <numerusform>%n session qui touche ces jours, en entier</numerusform>
            <numerusform>%n sessions qui touchent ces jours, en entier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cloud entry(ies), and what recurs on these days</source>
        <translation>
            <numerusform>%n saisie en ligne, et ce qui se répète ces jours-là</numerusform>
            <numerusform>%n saisies en ligne, et ce qui se répète ces jours-là</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older file(s) beside it ({size}): they hold these days, too</source>
        <translation>
            <numerusform>%n ancien fichier à côté ({size})&#xa0;: il contient aussi ces jours</numerusform>
            <numerusform>%n anciens fichiers à côté ({size})&#xa0;: ils contiennent aussi ces jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Your choices stay. This cannot be undone. {pause}</source>
        <translation>Vos choix restent. C’est irréversible. {pause}</translation>
    </message>
    <message>
        <source>Measuring pauses for a moment.</source>
        <translation>La mesure s’interrompt un instant.</translation>
    </message>
</context>
<context>
    <name>Programs</name>
    <message>
        <source>None so far.</source>
        <translation>Aucun pour l’instant.</translation>
    </message>
    <message>
        <source>Count {program}?</source>
        <translation>Compter {program}&#xa0;?</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>pas décidé</translation>
    </message>
    <message>
        <source>always count</source>
        <translation>toujours compter</translation>
    </message>
    <message>
        <source>never count</source>
        <translation>ne jamais compter</translation>
    </message>
    <message>
        <source>Never counted from now on; what it used is forgotten after 30 days.</source>
        <translation>Plus jamais compté&#xa0;; ce qu’il a consommé est oublié après 30 jours.</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Lecteur</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Raccourci</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <extracomment>Texts of Qt&apos;s own file dialog that its French lacks: ours is asked where Qt&apos;s has nothing to say.</extracomment>
        <translation>&amp;Voir dans&#xa0;:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fichiers de &amp;type&#xa0;:</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>{count} today</source>
        <translation>{count} aujourd’hui</translation>
    </message>
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
    <name>RangeChooser</name>
    <message>
        <source>&amp;Show:</source>
        <extracomment>Back leads where one came from, as everywhere else; the days beside these have keys of their own. Of the heading, against the application&apos;s font.</extracomment>
        <translation>&amp;Afficher&#xa0;:</translation>
    </message>
    <message>
        <source>Previous days</source>
        <translation>Jours précédents</translation>
    </message>
    <message>
        <source>Next days</source>
        <translation>Jours suivants</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>Aujourd’&amp;hui</translation>
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
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>to</source>
        <translation>au</translation>
    </message>
    <message>
        <source>&amp;Back to {period}</source>
        <translation>&amp;Retour&#xa0;: {period}</translation>
    </message>
</context>
<context>
    <name>RangeRow</name>
    <message>
        <source>Last 7 days</source>
        <extracomment>Data of the choices that are no number of days.</extracomment>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Le mois dernier</translation>
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
    <name>RangeWords</name>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Année</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Own dates</source>
        <translation>Dates au choix</translation>
    </message>
    <message>
        <source>week from {first} to {last}</source>
        <translation>semaine du {first} au {last}</translation>
    </message>
    <message>
        <source>all days since {first}</source>
        <translation>tout depuis le {first}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>du {first} au {last}</translation>
    </message>
    <message>
        <source>{period}: not recorded.</source>
        <translation>{period}&#xa0;: non enregistré.</translation>
    </message>
    <message>
        <source>{period}: {energy}.</source>
        <translation>{period}&#xa0;: {energy}.</translation>
    </message>
    <message>
        <source>{period}: {energy}, less than here.</source>
        <translation>{period}&#xa0;: {energy}, moins que pendant la période affichée.</translation>
    </message>
    <message>
        <source>{period}: {energy}, more than here.</source>
        <translation>{period}&#xa0;: {energy}, plus que pendant la période affichée.</translation>
    </message>
    <message>
        <source>{period}: {energy}. The bands overlap: which of the two is more cannot be told.</source>
        <translation>{period}&#xa0;: {energy}. Les fourchettes se recoupent&#xa0;: impossible de dire lequel est le plus grand.</translation>
    </message>
    <message>
        <source>{period}: {energy}. Parts are unknown, so the two cannot be compared.</source>
        <translation>{period}&#xa0;: {energy}. Des parties sont inconnues&#xa0;: les deux ne peuvent pas être comparés.</translation>
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
        <extracomment>What is to be shown once it is read: its id and a day. What the count is about, an id and a day, and what was last put there: other text was typed.</extracomment>
        <translation>Ce qui revient</translation>
    </message>
    <message>
        <source>Nothing recurs yet. Add cloud use and choose “every day”, say, under “Repeat”.</source>
        <translation>Rien ne revient pour l’instant. Ajoutez un usage en ligne et choisissez par exemple «&#xa0;chaque jour&#xa0;» sous «&#xa0;Répéter&#xa0;».</translation>
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
        <source>Let it &amp;go on</source>
        <translation>Laisser c&amp;ontinuer</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Supprimer</translation>
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
        <translation>{day}&#xa0;: {count} au lieu de l’habitude.</translation>
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
        <source>Deleted {name} with its %n days so far; days you changed stay.</source>
        <translation>
            <numerusform>Supprimé&#xa0;: {name}, avec son %n jour jusqu’ici&#xa0;; les jours que vous avez modifiés restent.</numerusform>
            <numerusform>Supprimé&#xa0;: {name}, avec ses %n jours jusqu’ici&#xa0;; les jours que vous avez modifiés restent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Put back: {name}.</source>
        <translation>De retour&#xa0;: {name}.</translation>
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
        <translation>Jusqu’au</translation>
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
    <name>Refusals</name>
    <message>
        <source>This session may still go on. It can be merged, split or deleted once it has ended.</source>
        <translation>Cette session peut encore continuer. Elle pourra être fusionnée, scindée ou supprimée une fois terminée.</translation>
    </message>
    <message>
        <source>A merged session is not split: take it apart instead.</source>
        <translation>Une session fusionnée ne se scinde pas&#xa0;: séparez-la plutôt de nouveau.</translation>
    </message>
    <message>
        <source>This session is no longer in the list.</source>
        <translation>Cette session n’est plus dans la liste.</translation>
    </message>
    <message>
        <source>Choose two or more sessions to merge.</source>
        <translation>Choisissez au moins deux sessions à fusionner.</translation>
    </message>
    <message>
        <source>Only sessions of one app and one kind can be merged. Change their app or kind first.</source>
        <translation>Seules des sessions d’une même application et d’un même genre peuvent être fusionnées. Changez d’abord leur application ou leur genre.</translation>
    </message>
    <message>
        <source>A session can only be split between its start and its end.</source>
        <translation>Une session ne peut être scindée qu’entre son début et sa fin.</translation>
    </message>
    <message>
        <source>It is neither merged nor split: there is nothing to take apart.</source>
        <translation>Elle n’est ni fusionnée ni scindée&#xa0;: il n’y a rien à séparer.</translation>
    </message>
    <message>
        <source>One of its parts was split or merged since: take that apart first.</source>
        <translation>Une de ses parties a été scindée ou fusionnée depuis&#xa0;: séparez d’abord celle-ci.</translation>
    </message>
    <message>
        <source>It was changed in between: that cannot be taken back any more.</source>
        <translation>Elle a été changée entre-temps&#xa0;: ce n’est plus annulable.</translation>
    </message>
</context>
<context>
    <name>Repeat</name>
    <message>
        <source>only that day</source>
        <extracomment>What most people add at once. A week takes two lines: narrower than seven days beside each other.</extracomment>
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
        <source>Take back {count} × {activity}</source>
        <translation>Reprendre {count} × {activity}</translation>
    </message>
    <message>
        <source>Today: being read</source>
        <translation>Aujourd’hui&#xa0;: lecture en cours</translation>
    </message>
    <message>
        <source>Today: not known</source>
        <translation>Aujourd’hui&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Today: nothing yet</source>
        <translation>Aujourd’hui&#xa0;: rien pour l’instant</translation>
    </message>
    <message>
        <source>All of it estimated</source>
        <translation>Entièrement estimé</translation>
    </message>
    <message>
        <source>All of it measured</source>
        <translation>Entièrement mesuré</translation>
    </message>
    <message>
        <source>Measured {measured}, estimated {estimated}</source>
        <translation>Mesuré {measured}, estimé {estimated}</translation>
    </message>
    <message>
        <source>{device}: {power}</source>
        <translation>{device}&#xa0;: {power}</translation>
    </message>
    <message>
        <source>Today: not recorded</source>
        <translation>Aujourd’hui&#xa0;: non enregistré</translation>
    </message>
    <message>
        <source>&amp;Quit (the other recorder goes on)</source>
        <translation>&amp;Quitter (l’autre enregistreur continue)</translation>
    </message>
    <message>
        <source>&amp;Quit (measuring stops)</source>
        <translation>&amp;Quitter (la mesure s’arrête)</translation>
    </message>
    <message>
        <source>Yesterday: at least {energy}</source>
        <translation>Hier&#xa0;: au moins {energy}</translation>
    </message>
    <message>
        <source>Yesterday: {energy}</source>
        <translation>Hier&#xa0;: {energy}</translation>
    </message>
    <message>
        <source>{activity} · {count} today</source>
        <translation>{activity} · {count} aujourd’hui</translation>
    </message>
    <message>
        <source>Today: learning</source>
        <translation>Aujourd’hui&#xa0;: en apprentissage</translation>
    </message>
    <message>
        <source>Today: not estimated</source>
        <translation>Aujourd’hui&#xa0;: non estimé</translation>
    </message>
    <message>
        <source>Today: at least {energy}</source>
        <translation>Aujourd’hui&#xa0;: au moins {energy}</translation>
    </message>
    <message>
        <source>Today: {energy}</source>
        <translation>Aujourd’hui&#xa0;: {energy}</translation>
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
    <name>SessionActs</name>
    <message>
        <source>What it &amp;made…</source>
        <translation>Ce qu’elle a p&amp;roduit…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>Re&amp;nommer…</translation>
    </message>
    <message>
        <source>Change &amp;app or kind…</source>
        <translation>Changer l’&amp;application ou le genre…</translation>
    </message>
    <message>
        <source>Mer&amp;ge</source>
        <translation>&amp;Fusionner</translation>
    </message>
    <message>
        <source>Spl&amp;it…</source>
        <translation>&amp;Scinder…</translation>
    </message>
    <message>
        <source>&amp;Take apart</source>
        <translation>Sé&amp;parer de nouveau</translation>
    </message>
    <message>
        <source>This is &amp;not AI</source>
        <translation>Ce n’est pas de l’&amp;IA</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>S&amp;upprimer</translation>
    </message>
    <message>
        <source>Ne&amp;ver count this app…</source>
        <translation>Ne &amp;jamais compter cette application…</translation>
    </message>
    <message>
        <source>This is AI after &amp;all</source>
        <translation>C’est bien de l’&amp;IA</translation>
    </message>
</context>
<context>
    <name>SessionFilterBar</name>
    <message>
        <source>app, model or name</source>
        <extracomment>Typing goes on: the list is asked once the fingers rest. A longer text matches nothing that a ledger could hold. Width of the list of apps, in letters. In the list of kinds: what is no kind, but told by the person.</extracomment>
        <translation>application, modèle ou nom</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>tous les genres</translation>
    </message>
    <message>
        <source>marked “not AI”</source>
        <translation>marquées «&#xa0;pas de l’IA&#xa0;»</translation>
    </message>
    <message>
        <source>all apps</source>
        <translation>toutes les applications</translation>
    </message>
    <message>
        <source>&amp;Days:</source>
        <translation>&amp;Jours&#xa0;:</translation>
    </message>
    <message>
        <source>Show all sess&amp;ions</source>
        <translation>&amp;Toutes les sessions</translation>
    </message>
    <message>
        <source>&amp;Find:</source>
        <translation>&amp;Chercher&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>&amp;Genre&#xa0;:</translation>
    </message>
    <message>
        <source>A&amp;pp:</source>
        <translation>Applicati&amp;on&#xa0;:</translation>
    </message>
</context>
<context>
    <name>SessionWords</name>
    <message>
        <source>chat</source>
        <extracomment>Stands in a cell where there is nothing to tell; what is missing is told aloud in words. The evening of a day with two digits, and a month (s).</extracomment>
        <translation>discussion</translation>
    </message>
    <message>
        <source>image</source>
        <translation>image</translation>
    </message>
    <message>
        <source>video</source>
        <translation>vidéo</translation>
    </message>
    <message>
        <source>speech</source>
        <translation>voix</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autre</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>Temps de calcul</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Of which idle</source>
        <translation>Dont au repos</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>Par unité</translation>
    </message>
    <message>
        <source>How known</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>How long the app was computing</source>
        <translation>Temps de calcul de l’application</translation>
    </message>
    <message>
        <source>The part that the device would have used anyway</source>
        <translation>La part que l’appareil aurait consommée de toute façon</translation>
    </message>
    <message>
        <source>Highest mean power of a moment</source>
        <translation>Plus haute puissance moyenne d’un instant</translation>
    </message>
    <message>
        <source>What you noted that it made</source>
        <translation>Ce que vous avez noté qu’elle a produit</translation>
    </message>
    <message>
        <source>Energy for one of what it made</source>
        <translation>Énergie pour un de ce qu’elle a produit</translation>
    </message>
    <message>
        <source>Measured by a counter, integrated from power, or modelled</source>
        <translation>Mesuré par un compteur, intégré à partir de la puissance, ou modélisé</translation>
    </message>
    <message>
        <source>model not known</source>
        <translation>modèle inconnu</translation>
    </message>
    <message>
        <source>not noted</source>
        <translation>pas noté</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>en apprentissage</translation>
    </message>
    <message>
        <source>at least {amount}</source>
        <translation>au moins {amount}</translation>
    </message>
    <message>
        <source>{energy} per {count}</source>
        <translation>{energy} pour {count}</translation>
    </message>
    <message numerus="yes">
        <source>{number} session(s)</source>
        <translation>
            <numerusform>{number} session</numerusform>
            <numerusform>{number} sessions</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} chosen: at most {most} can be changed at once</source>
        <translation>{number} choisies&#xa0;: {most} au plus peuvent être changées à la fois</translation>
    </message>
    <message>
        <source>{number} chosen</source>
        <translation>{number} choisies</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>mesuré</translation>
    </message>
    <message>
        <source>integrated</source>
        <translation>intégré</translation>
    </message>
    <message>
        <source>partly modelled</source>
        <translation>en partie modélisé</translation>
    </message>
    <message>
        <source>modelled</source>
        <translation>modélisé</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
</context>
<context>
    <name>SessionsPage</name>
    <message>
        <source>M&amp;ore</source>
        <extracomment>Who holds an arrow key passes many sessions: details come once the key rests. In lines of text: from this width on, details stand beside the table, else beneath it. Beneath it, on a page no higher than this, they leave most of the room to the table, and so do the buttons: what these do is in the menu too, which then stands in the line of the sum. How the room is shared between the table and the details. What was made last: to be chosen once it is listed.</extracomment>
        <translation>&amp;Plus</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Trier par</translation>
    </message>
    <message>
        <source>At most {most} sessions can be changed at once: find fewer first.</source>
        <translation>On ne peut changer que {most} sessions au plus à la fois&#xa0;: cherchez-en d’abord moins.</translation>
    </message>
</context>
<context>
    <name>SessionsTable</name>
    <message>
        <source>Sessions</source>
        <extracomment>First widths of what may be of any length, in mean letters.</extracomment>
        <translation>Sessions</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Vie privée</translation>
    </message>
    <message>
        <source>Apply the numbers that you changed?</source>
        <translation>Appliquer les chiffres que vous avez changés&#xa0;?</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Total</source>
        <extracomment>The widest a column of text gets (lines of text). A stretch beside which others are nothing.</extracomment>
        <translation>Total</translation>
    </message>
    <message>
        <source>Models kept loaded</source>
        <translation>Modèles gardés en mémoire</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Bon à savoir</translation>
    </message>
</context>
<context>
    <name>SinceEdit</name>
    <message>
        <source>all days, past ones too</source>
        <extracomment>A tariff that begins next year may be told now.</extracomment>
        <translation>tous les jours, passés compris</translation>
    </message>
    <message>
        <source>today on</source>
        <translation>à partir d’aujourd’hui</translation>
    </message>
    <message>
        <source>a day on:</source>
        <translation>à partir du&#xa0;:</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>À partir de ce jour</translation>
    </message>
</context>
<context>
    <name>SourceBox</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open: {source}</source>
        <translation>Ouvrir&#xa0;: {source}</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Split a session</source>
        <extracomment>Height of the chart, in lines of text; width of the window. A part is at least so long (s): shorter ones would be nothing. A page of the slider, as a part of the whole.</extracomment>
        <translation>Scinder une session</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Scinder</translation>
    </message>
    <message>
        <source>Power over time</source>
        <translation>Puissance au fil du temps</translation>
    </message>
    <message>
        <source>Where to cut</source>
        <translation>Où couper</translation>
    </message>
    <message>
        <source>Cut &amp;at:</source>
        <translation>Couper &amp;à&#xa0;:</translation>
    </message>
    <message>
        <source>Its note of what it made ({made}) goes: which part made what cannot be known.</source>
        <translation>Sa note de ce qu’elle a produit ({made}) disparaîtra&#xa0;: on ne peut pas savoir quelle partie a produit quoi.</translation>
    </message>
    <message>
        <source>Before: {before}. After: {after}.</source>
        <translation>Avant&#xa0;: {before}. Après&#xa0;: {after}.</translation>
    </message>
    <message>
        <source>Before: {before}, {energy_before}. After: {after}, {energy_after}.</source>
        <translation>Avant&#xa0;: {before}, {energy_before}. Après&#xa0;: {after}, {energy_after}.</translation>
    </message>
    <message>
        <source>Before: {before}, {energy_before}. After: {after}, {energy_after}. Its power over time is not kept any more: the energy is divided by time.</source>
        <translation>Avant&#xa0;: {before}, {energy_before}. Après&#xa0;: {after}, {energy_after}. Sa puissance au fil du temps n’est plus conservée&#xa0;: l’énergie est divisée selon la durée.</translation>
    </message>
</context>
<context>
    <name>TopWords</name>
    <message>
        <source>learning</source>
        <extracomment>Longer lists are for the pages of sessions and of cloud use.</extracomment>
        <translation>en apprentissage</translation>
    </message>
    <message>
        <source>not estimated</source>
        <translation>non estimé</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopsCard</name>
    <message>
        <source>What used most</source>
        <translation>Ce qui a le plus consommé</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>Applications</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Cloud services</source>
        <translation>Services en ligne</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>&amp;Add cloud use…</source>
        <extracomment>The activities that a menu offers to count, and how many of them at a click (with a letter to type).</extracomment>
        <translation>&amp;Ajouter un usage en ligne…</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Historique…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>&amp;Open Wattprint</source>
        <translation>&amp;Ouvrir Wattprint</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ré&amp;glages…</translation>
    </message>
    <message>
        <source>About the &amp;numbers…</source>
        <translation>À propos des chi&amp;ffres…</translation>
    </message>
    <message>
        <source>&amp;Pause measuring</source>
        <translation>Mettre la mesure en &amp;pause</translation>
    </message>
</context>
<context>
    <name>Unanswered</name>
    <message>
        <source>Wattprint is running already, but does not answer.</source>
        <translation>Wattprint est déjà lancé, mais ne répond pas.</translation>
    </message>
    <message>
        <source>If its icon in the tray does not react either, end it; then try again.</source>
        <translation>Si son icône dans la zone de notification ne réagit pas non plus, arrêtez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>If its icon in the tray does not react either, end process {pid}; then try again.</source>
        <translation>Si son icône dans la zone de notification ne réagit pas non plus, arrêtez le processus {pid}, puis réessayez.</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message>
        <source>There is nothing to undo here.</source>
        <extracomment>Nobody takes back more than this, and a window may stay open for weeks.</extracomment>
        <translation>Il n’y a rien à annuler ici.</translation>
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
    <name>WaterCard</name>
    <message>
        <source>&amp;Data centres only</source>
        <extracomment>Nobody&apos;s electricity evaporates more: reservoirs included, the dirtiest grids stay far below.</extracomment>
        <translation>Centres de &amp;données seulement</translation>
    </message>
    <message>
        <source>What data centres evaporate to cool cloud services. This computer evaporates none.</source>
        <translation>Ce que les centres de données évaporent pour refroidir les services en ligne. Cet ordinateur n’en évapore pas.</translation>
    </message>
    <message>
        <source>With power p&amp;lants</source>
        <translation>Avec les &amp;centrales électriques</translation>
    </message>
    <message>
        <source>Also what making the electricity takes, where that is known.</source>
        <translation>Aussi ce que demande la production de l’électricité, là où on le sait.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non connu</translation>
    </message>
    <message>
        <source>&amp;Your electricity takes, mL per Wh:</source>
        <translation>Votre é&amp;lectricité demande, mL par Wh&#xa0;:</translation>
    </message>
    <message>
        <source>“{text}” is no amount of water per Wh.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une quantité d’eau par Wh.</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>every day</source>
        <extracomment>What a Monday to Friday is as a mask of Recurring.weekdays, and all seven.</extracomment>
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
        <translation>Aucune valeur défendable n’est connue&#xa0;: c’est seulement compté.</translation>
    </message>
    <message>
        <source>No figure holds for this day: it is counted only.</source>
        <translation>Aucune valeur ne vaut pour ce jour&#xa0;: c’est seulement compté.</translation>
    </message>
    <message>
        <source>figure of its class of models, the service published none</source>
        <translation>valeur de sa classe de modèles, le service n’en a pas publié</translation>
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
        <source>Published by the vendor</source>
        <translation>Publié par le fournisseur</translation>
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
        <source>More than {most} cannot be meant.</source>
        <translation>Plus de {most}, ce doit être une erreur.</translation>
    </message>
    <message>
        <source>“{typed}” is not a number: write 12 or {example}, say.</source>
        <translation>«&#xa0;{typed}&#xa0;» n’est pas un nombre&#xa0;: écrivez par exemple 12 ou {example}.</translation>
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
    <name>WorkCard</name>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>This computer ({work})</source>
        <translation>Cet ordinateur ({work})</translation>
    </message>
</context>
<context>
    <name>ZoneBox</name>
    <message>
        <source>{zone} (guessed)</source>
        <translation>{zone} (deviné)</translation>
    </message>
    <message>
        <source>Type a country or region</source>
        <extracomment>What is searched: both names, both codes, folded.</extracomment>
        <translation>Tapez un pays ou une région</translation>
    </message>
</context>
<context>
    <name>_AppRow</name>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
</context>
<context>
    <name>_DeviceRow</name>
    <message>
        <source>Power of {device}</source>
        <translation>Puissance de {device}</translation>
    </message>
</context>
<context>
    <name>_QuickMenu</name>
    <message>
        <source>&amp;Count cloud use</source>
        <translation>&amp;Compter un usage en ligne</translation>
    </message>
</context>
</TS>
