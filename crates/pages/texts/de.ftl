### German. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = der Dienst
skip-to-content = Zum Inhalt springen
language-switch = Sprache
footer-help = Hilfe
footer-privacy = Datenschutzerklärung
footer-accessibility = Erklärung zur Barrierefreiheit
footer-get-eid = So erhalten Sie eine eID
banner-demo = Demo-Europa: Hier ist alles simuliert, und alle Personen sind erfunden.
banner-test = Testumgebung: Verwenden Sie hier keine echte eID.
footer-unread = Diese Übersetzung wurde noch nicht von einer Person mit dieser Muttersprache gelesen. Sagen Sie uns gern, was besser werden sollte.
steps-label = Schritte Ihrer Anmeldung
step-country = Land wählen
step-home = Im Heimatland anmelden
step-back = Zurück zum Dienst
time-left-title = Brauchen Sie mehr Zeit?
time-left-body = Ihre Anmeldung hier endet in etwa zwei Minuten. Sie können mehr Zeit bekommen, ohne dass etwas verloren geht.
time-left-more = Ich brauche mehr Zeit
time-left-last = Ihre Anmeldung hier endet in etwa zwei Minuten und kann nicht mehr verlängert werden. Schließen Sie sie jetzt ab, oder gehen Sie zurück zum Dienst und beginnen Sie neu.
eu-institutions = EU-Organe
logging-in-to = Sie melden sich bei { $service } an
service-of = Ein Dienst von { $organisation }
next = Weiter
cancel = Abbrechen
cancel-back-to = Abbrechen und zurück zu: { $service }

## The page where one chooses how to log in.

chooser-title = Wie möchten Sie sich anmelden?
chooser-legend = Wählen Sie Ihre elektronische Identität
chooser-eidas = Europäische eID
chooser-eidas-hint = Verwenden Sie die eID Ihres Heimatlandes in der EU oder im EWR.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Wählen Sie das Land Ihrer eID
country-intro = Sie melden sich mit der eID an, die Sie zu Hause benutzen. Wir leiten Sie in Ihr eigenes Land weiter, und danach kommen Sie hierher zurück.
country-level = { $service } verlangt eine eID mit dem Niveau „{ $level }“ oder höher.
country-level-highest = { $service } verlangt eine eID mit dem Niveau „{ $level }“, dem höchsten.
country-eids = Sie können verwenden: { $eids }
country-more = Der Dienst fragt auch nach diesen Angaben über Sie. Sie werden nur gesendet, wenn Ihr Land sie hat, und Sie können sich auch ohne sie anmelden.
country-companies = Dieser Dienst ist für Unternehmen und andere Organisationen. In Ihrem Land melden Sie sich für eine davon an: Deren Name und Kennung werden gesendet.
country-companies-acting = Auch Ihr eigener Name, Ihr Geburtsdatum und Ihre Kennung werden gesendet, wenn Sie für sie handeln.
country-companies-alone = Hier geht nur eine eID der Organisation selbst: Mit Ihrer eigenen können Sie nicht für sie handeln.
country-companies-more = Der Dienst fragt auch nach diesen Angaben über die Organisation. Sie werden nur gesendet, wenn Ihr Land sie hat, und Sie können sich auch ohne sie anmelden.
country-legend = Länder, die Sie wählen können
country-search = Land suchen
country-search-button = Suchen
country-show-all = Alle Länder anzeigen
country-none = Kein Land passt zu „{ $query }“.
country-count = { $count ->
    [one] Ein Land
   *[other] { $count } Länder
}
country-choose-first = Wählen Sie ein Land, bevor Sie fortfahren.
country-not-possible = Dieses Land kann für diese Anmeldung zurzeit nicht verwendet werden. Wählen Sie ein anderes.
country-unavailable-legend = Länder, die zurzeit nicht verwendet werden können
country-suggested = Vorschlag für Sie
country-last-time = Zuletzt auf diesem Gerät gewählt
country-forget = Meine Wahl vergessen
country-by-service = Vom Dienst vorgeschlagen
country-by-language = Nach der Sprache Ihres Browsers vorgeschlagen
country-not-connected = { $country } kann hier noch nicht gewählt werden.
country-failing = Viele Anmeldungen aus diesem Land schlagen gerade fehl
country-missing-title = Mein Land ist nicht dabei
country-missing-body = Sie können Länder mit einer anerkannten eID wählen, die mit uns verbunden sind. Ihr Land kann später hinzukommen. Wenn Sie eine eID aus einem anderen Land haben, können Sie diese verwenden. Andernfalls gehen Sie zurück und fragen Sie den Dienst nach einem anderen Weg.
reason-level = Hat keine eID mit dem verlangten Niveau
reason-service-unknown = Der Dienst ist für dieses Land nicht registriert
reason-incomplete = Dieses Land übermittelt nicht die Daten, die eine Anmeldung braucht
reason-unavailable = Wir können dieses Land nicht erreichen
reason-starting = Wird gerade verbunden; versuchen Sie es gleich noch einmal
reason-suspended = Vorübergehend abgeschaltet
since = seit { $time }
level-low = niedrig
level-substantial = substanziell
level-high = hoch

## The page that leads to the other country.

send-title = Sie melden sich jetzt { $in_country } an
send-body = Dort melden Sie sich mit Ihrer eigenen eID an. Danach kommen Sie automatisch hierher zurück.
send-button = Weiter zur Anmeldung { $in_country }
send-time-limit = { $minutes ->
    [one] Sie haben etwa eine Minute Zeit, um sich anzumelden.
   *[other] Sie haben etwa { $minutes } Minuten Zeit, um sich anzumelden.
}
send-again-title = Sind Sie ohne Anmeldung { $in_country } zurückgekommen?
send-again-body = Sie wurden bereits einmal dorthin weitergeleitet. Sie können es noch einmal versuchen oder ein anderes Land wählen.
send-choose-another = Anderes Land wählen

## The page that leads back to the service.

continue-title = Sie sind angemeldet
continue-body = Wir leiten Sie zurück zu: { $service }.
continue-button = Weiter zu: { $service }
wait-title = Einen Moment
wait-body = Ihre Anmeldung wird noch geprüft. Drücken Sie in einem Moment die Schaltfläche.
wait-button = Noch einmal nachsehen

## Too many log in at once, and a place in the queue is kept.

queue-title = Sie sind in der Warteschlange
queue-body = Gerade melden sich viele Menschen an. Sie behalten Ihren Platz, solange diese Seite offen ist. Wenn Sie an der Reihe sind, geht es automatisch weiter.
queue-press = Gerade melden sich viele Menschen an. Sie behalten Ihren Platz. Drücken Sie die Schaltfläche, wenn Sie an der Reihe sind.
queue-minutes = { $minutes ->
    [one] Es dauert etwa eine Minute.
   *[other] Es dauert etwa { $minutes } Minuten.
}

## Whom one can ask when something did not work.

contact-title = Hier können Sie fragen
contact-country = Hilfe zu eIDs { $in_country }
contact-eid = Hilfe zu { $eid }
contact-service = Hilfe: { $service }
contact-ours = Hilfe zu diesem Anmeldedienst
contact-phone = Telefon
contact-email = E‑Mail
contact-web = Webseite
contact-hours = Geöffnet
contact-languages = Sprachen

## The front page, for whom came here by chance.

front-title = Anmelden über Europas Grenzen hinweg
front-body = Dies ist ein Anmeldedienst. Hierher kommt man von einem öffentlichen Dienst, den man nutzen möchte, nicht direkt. Gehen Sie zu diesem Dienst und wählen Sie dort die Anmeldung.
front-developers = Für alle, die einen Dienst oder ein Land anbinden

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [NL] in den Niederlanden
    [SK] in der Slowakei
    [CY] auf Zypern
    [MT] auf Malta
    [EU] bei den EU-Organen
   *[other] in { $country }
}

## The page that shows what would be sent to another country.

consent-title = Möchten Sie Ihre Daten an den Anmeldedienst { $in_country } senden?
consent-body = { $service } fragt, wer Sie sind. Wenn Sie zustimmen, werden diese Daten an den Anmeldedienst { $in_country } gesendet, und { $service } erhält sie von dort. Bisher wurde nichts gesendet.
consent-unnotified = Nur im Test: { $eid } ist nicht für die Verwendung in anderen Ländern zugelassen.
consent-caption = Das wird gesendet
consent-level = Sicherheitsniveau
consent-level-value = { $level }, mit { $eid }
consent-level-why = Damit der Dienst weiß, wie sicher Sie sich angemeldet haben.
consent-unsent-title = Das wird nicht gesendet
consent-unsent-number = Ihre nationale Personennummer. { $country } erhält eine Kennung, die nur dort gilt.
consent-unsent-asked = Was der Dienst außerdem verlangt hat:
consent-unsent-rest = Alles andere über Sie, zum Beispiel, was Sie anderswo tun.
consent-once = Ihre Antwort gilt nur für diese Anmeldung.
consent-if-declined = Wenn Sie ablehnen, gehen Sie zurück zum Dienst, der nichts über Sie erfährt.
consent-approve = Senden und anmelden
consent-not-me = Das bin ich nicht
consent-not-me-hint = Stehen hier die Daten einer anderen Person? Dann wählen Sie „Das bin ich nicht“. Es wird nichts gesendet, und Sie können sich mit Ihrer eigenen eID anmelden.
consent-decline = Nicht senden
consent-changed = Die Daten haben sich geändert, seit Sie sie gesehen haben. Bitte lesen Sie sie noch einmal.
consent-remember = { $days ->
    [one] In diesem Browser einen Tag lang nicht mehr fragen, wenn { $service } dieselben Daten verlangt.
   *[other] In diesem Browser { $days } Tage lang nicht mehr fragen, wenn { $service } dieselben Daten verlangt.
}
consent-remember-hint = Sie melden sich trotzdem jedes Mal mit Ihrer eID an. Wenn sich etwas ändert, fragen wir erneut. Kreuzen Sie dies nicht an einem Computer an, den auch andere benutzen.
consent-remembered = Dieser Browser merkt sich Dienste, denen Sie früher zugestimmt haben.
consent-forget = Jedes Mal fragen
consent-identifier = Kennung
consent-identifier-why = Damit der Dienst Sie beim nächsten Mal wiedererkennt.
consent-family-name = Familienname
consent-given-name = Vorname
consent-name-why = Damit der Dienst Sie ansprechen und Ihren Fall finden kann.
consent-birthdate = Geburtsdatum
consent-birthdate-why = Damit der Dienst Sie nicht mit anderen gleichen Namens verwechselt.
consent-birth-name = Geburtsname
consent-birthplace = Geburtsort
consent-birth-country = Geburtsland
consent-birth-town = Geburtsstadt
consent-address = Anschrift
consent-gender = Geschlecht
consent-phone = Telefonnummer
consent-email = E‑Mail-Adresse
consent-nationality = Staatsangehörigkeit
consent-residence = Wohnsitzland
consent-e-justice-role = Rolle in e-Justice
consent-legal-name = Name des Unternehmens oder der Organisation
consent-legal-identifier = Kennung des Unternehmens oder der Organisation
consent-vat = Umsatzsteuer-Identifikationsnummer
consent-tax = Steuernummer
consent-eu-identifier = Europäische Kennung des Unternehmens (EUID)
consent-lei = Rechtsträgerkennung (LEI)
consent-eori = Zollnummer (EORI)
consent-excise = Verbrauchsteuernummer (SEED)
consent-sic = Branchencode (SIC)
consent-asked-why = Der Dienst hat danach gefragt.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Bei einem Dienst { $in_country } anmelden
national-abroad-body = { $service } { $in_country } fragt, wer Sie sind. Sie melden sich mit einer norwegischen eID an. Bevor etwas gesendet wird, sehen Sie, was es ist, und können ablehnen.
national-some-service = Ein Dienst
national-nameless = der Dienst { $in_country }
national-level = Es wird eine eID mit dem Niveau „{ $level }“ oder höher verlangt.
national-level-highest = Es wird eine eID mit dem Niveau „{ $level }“ verlangt, dem höchsten.
national-nobody = Zurzeit kann keine eID für diese Anmeldung verwendet werden.
national-greyed-legend = eIDs, die zurzeit nicht verwendet werden können
national-why-planned = Noch nicht für die Verwendung in anderen Ländern zugelassen
national-why-pre-notified = Zulassung für die Verwendung in anderen Ländern läuft
national-why-level = Erreicht nicht das verlangte Niveau
national-why-no-terms = Keine Vereinbarung über die Verwendung bei privaten Unternehmen { $in_country }
national-why-suspended = Vorübergehend abgeschaltet
national-why-unavailable = Antwortet zurzeit nicht
national-unnotified = Nur im Test: nicht für die Verwendung in anderen Ländern zugelassen
national-choose-first = Wählen Sie eine eID, bevor Sie fortfahren.
national-not-possible = Diese eID kann für diese Anmeldung jetzt nicht verwendet werden. Wählen Sie eine andere.
national-just-failed = { $eid } antwortet zurzeit nicht. Wählen Sie eine andere eID, oder versuchen Sie es gleich noch einmal.
national-step-up = Sie sind angemeldet, aber mit einem niedrigeren Niveau, als { $service } verlangt. Melden Sie sich noch einmal mit einer stärkeren eID an.
national-persons-title = Wählen Sie eine Testperson
national-persons-warning = Nur im Test: Alle können sich als jede dieser Personen anmelden. Keine von ihnen gibt es wirklich.
national-persons-legend = Wer möchten Sie sein?
national-persons-choose-first = Wählen Sie eine Testperson, bevor Sie fortfahren.
national-persons-another = Auf andere Weise anmelden
national-try-again = Noch einmal mit { $eid } versuchen
national-another = Andere eID wählen
national-cancelled = Die Anmeldung mit { $eid } wurde abgebrochen
    .body = Sie haben abgebrochen, oder { $eid } hat nicht bestätigt, wer Sie sind. Daten über Sie hat { $service } nicht erhalten.
    .advice = Sie können es noch einmal versuchen, eine andere eID wählen oder zum Dienst zurückgehen.
national-failed = { $eid } konnte Sie nicht anmelden
    .body = Die Anmeldung bei { $eid } endete mit einem Fehler. Daran sind weder Sie noch { $service } schuld.
    .advice = Versuchen Sie es noch einmal, oder wählen Sie eine andere eID.
national-level-too-low = Sie brauchen eine stärkere eID
    .body = Die Anmeldung mit { $eid } erreicht nicht das Sicherheitsniveau, das { $service } verlangt.
    .advice = Wählen Sie eine stärkere eID.
national-answer-invalid = Wir konnten die Antwort von { $eid } nicht verwenden
    .body = Die Antwort hat unsere Sicherheitsprüfungen nicht bestanden, deshalb haben wir Sie nicht angemeldet. Das liegt nicht an Ihnen.
    .advice = Versuchen Sie es noch einmal. Wenn es wieder geschieht, nennen Sie uns die Referenz unten.
national-answer-late = Sie müssen sich bei { $eid } neu anmelden
    .body = Diese Anmeldung muss jetzt erfolgen; eine frühere kann nicht verwendet werden. { $eid } hat mit einer älteren geantwortet.
    .advice = Versuchen Sie es noch einmal, und melden Sie sich neu an, wenn Sie dazu aufgefordert werden.
national-incomplete = { $eid } hat nicht alles Nötige gesendet
    .body = Einige Ihrer Grunddaten (Name, Geburtsdatum, Personennummer) fehlten in der Antwort oder waren falsch, deshalb können wir Sie nicht anmelden.
    .advice = Wählen Sie eine andere eID, oder fragen Sie die Hilfe der eID, die Sie benutzt haben.
national-not-notified = Die benutzte eID kann noch nicht in anderen Ländern verwendet werden
    .body = Sie haben sich bei { $eid } angemeldet, aber mit einer eID, die nicht für die Verwendung in anderen Ländern zugelassen ist. Daten über Sie hat { $service } nicht erhalten.
    .advice = Versuchen Sie es noch einmal, und wählen Sie dort eine zugelassene eID.
national-suspended = { $eid } ist vorübergehend abgeschaltet
    .body = Die Anmeldung mit { $eid } ist aus Sicherheitsgründen oder wegen Wartung abgeschaltet.
    .advice = Wählen Sie eine andere eID, oder versuchen Sie es später noch einmal.
national-unavailable = { $eid } antwortet zurzeit nicht
    .body = Wir können { $eid } nicht erreichen. Daran sind weder Sie noch { $service } schuld.
    .advice = Wählen Sie eine andere eID, oder versuchen Sie es in einigen Minuten noch einmal.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitale Brieftasche
wallet-description = Der Identitätsnachweis in Ihrer europäischen Brieftasche
wallet-title = Mit einer digitalen Brieftasche anmelden
wallet-body = Ihre Brieftasche wird nach Namen, Geburtsdatum, Land und nationaler Personennummer gefragt, damit { $service } weiß, wer Sie sind. In der Brieftasche sehen Sie dasselbe, und dort entscheiden Sie.
wallet-privacy = Wir geben diese Daten weiter an { $service } und behalten sie nicht.
wallet-here-title = Die Brieftasche ist auf diesem Gerät
wallet-open = Brieftasche öffnen
wallet-open-other = Andere Brieftasche öffnen
wallet-here-hint = { $minutes ->
    [one] Der Link gilt eine Minute lang. Danach kommen Sie automatisch hierher zurück.
   *[other] Der Link gilt { $minutes } Minuten lang. Danach kommen Sie automatisch hierher zurück.
}
wallet-elsewhere-title = Die Brieftasche ist auf einem anderen Gerät
wallet-scan = Scannen Sie den Code mit der Brieftasche. Scannen Sie nur einen Code auf einer Seite, die Sie selbst geöffnet haben.
wallet-scan-hint = { $minutes ->
    [one] Der Code gilt eine Minute lang. Sie können jederzeit einen neuen holen.
   *[other] Der Code gilt { $minutes } Minuten lang. Sie können jederzeit einen neuen holen.
}
wallet-qr-alternative = QR-Code, der die Brieftasche auf einem anderen Gerät öffnet. Derselbe Link steht unten als Text.
wallet-copy = Können Sie den Code nicht scannen?
wallet-copy-label = Kopieren Sie den Link, und öffnen Sie ihn auf dem Gerät mit der Brieftasche:
wallet-approved = Ich habe zugestimmt, weiter
wallet-new-code = Neuen Link und Code holen
wallet-another = Andere Anmeldeart wählen
wallet-not-yet = Von der Brieftasche ist noch keine Antwort gekommen. Stimmen Sie zuerst in der Brieftasche zu.
wallet-refused = In der Brieftasche wurde abgelehnt. Es wurde nichts gesendet. Sie können es mit einem neuen Code noch einmal versuchen oder einen anderen Weg wählen.
wallet-failed = Die Brieftasche konnte die Anfrage nicht beantworten. Es wurde nichts gesendet. Sie können es mit einem neuen Code noch einmal versuchen oder einen anderen Weg wählen.
wallet-expired = Link und Code gelten nicht mehr. Holen Sie neue, um fortzufahren.
wallet-code-expired = Der Code gilt nicht mehr. Holen Sie einen neuen, wenn die Brieftasche auf einem anderen Gerät ist.
wallet-in-another-browser = Die Brieftasche hat geantwortet und einen anderen Tab oder Browser geöffnet. Machen Sie dort weiter, oder beginnen Sie hier von vorn.
wallet-browser-title = Den Browser die Brieftasche finden lassen
wallet-browser-ask = Brieftasche finden
wallet-browser-hint = Ihr Browser zeigt die Brieftaschen auf diesem Gerät oder verbindet sich mit Ihrem Telefon. Dort entscheiden Sie, was gezeigt wird.
wallet-browser-none = Keine Brieftasche hat geantwortet. Versuchen Sie es noch einmal, oder nehmen Sie einen der anderen Wege auf dieser Seite.
wallet-card-expired = Der vorgezeigte Nachweis ist abgelaufen. Zeigen Sie einen anderen, oder wählen Sie einen anderen Weg zur Anmeldung.
wallet-card-revoked = Der vorgezeigte Nachweis wurde vom Aussteller widerrufen oder gesperrt. Zeigen Sie einen anderen, oder wählen Sie einen anderen Weg zur Anmeldung.
wallet-not-taken = Was die Brieftasche gezeigt hat, konnte nicht verwendet werden. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg zur Anmeldung.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Wir haben Sie wiedererkannt
matched-body = Sie sind hier als { $name } registriert, mit einer Nummer, die auf { $end } endet. Sie können { $service } nutzen. Der Dienst erhält Ihre Nummer.
matched-body-alone = Sie sind hier als { $name } registriert, mit einer Nummer, die auf { $end } endet. Sie können { $service } nutzen. Der Dienst erhält Ihre Nummer nicht.
matched-keep = Sollen wir Sie beim nächsten Mal erkennen?
matched-keep-hint = Wenn Sie möchten, speichern wir, welche Nummer Ihre ist. Sie ist verschlüsselt, und nur Ihre eigene eID öffnet sie. Dann wird das Register bei Ihrer nächsten Anmeldung nicht erneut abgefragt.
matched-keep-until = Ja, bis { $date }
matched-keep-not = Nein, nicht speichern
matched-none-title = Wir haben Sie nicht unter den hier Registrierten gefunden
matched-none-body = Sie haben nachgewiesen, dass Sie { $name } sind. Was Ihre eID über Sie sagt, ließ sich keiner einzelnen Person im Register zuordnen.
matched-used = Das wurde verglichen
matched-differs = Steht anders im Register
matched-ways = Das können Sie tun
matched-link-title = Haben Sie eine norwegische eID?
matched-link-body = Melden Sie sich einmal damit an, dann wissen wir, welche Nummer Ihre ist. Sie müssen sich { $in_country } nicht noch einmal anmelden. Tun Sie dasselbe, wenn Sie seit dem letzten Mal eine neue eID haben.
matched-link = Mit { $eid } verknüpfen
matched-update = Ist im Register etwas über Sie falsch oder veraltet, bitten Sie um Berichtigung und melden Sie sich danach erneut an.
matched-without = Trotzdem fortfahren
matched-as-new = Als neue Person fortfahren
matched-without-hint = Sind Sie bei { $service } schon registriert, weiß der Dienst nicht, dass Sie es sind.
matched-not-linked = Es wurde nichts verknüpft: Ihr Name oder Ihr Geburtsdatum stimmt in den beiden eIDs nicht überein.
matched-not-proven = Die Anmeldung mit der norwegischen eID wurde nicht abgeschlossen. Es wurde nichts verknüpft.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Meine Anmeldungen
own-receipt = Belege Ihrer Anmeldungen: was über Sie gesendet wurde, an wen und warum
own-title = Meine Anmeldungen
own-intro = Hier sehen Sie Ihre eigenen Anmeldungen der letzten 90 Tage und was über Sie gesendet wurde. Nur Ihre eigene eID öffnet sie.
own-start = Anmelden und ansehen
own-list = Das wurde gesendet
own-none = Es gibt keine Anmeldungen.
own-when = Wann
own-to = An
own-with = Mit
own-why = Warum
own-why-login = Sie haben sich bei diesem Dienst angemeldet.
own-one = Nur diesen Beleg anzeigen, zum Drucken
own-all = Alle meine Anmeldungen anzeigen
own-kept = Das können Sie beenden
own-kept-match = Ihre Nummer, die auf { $end } endet, ist bis { $date } gespeichert.
own-kept-from = { $country }: Ihre Nummer ist für eine eID von dort bis { $date } gespeichert.
own-end-match = Nicht länger speichern
own-export = Als Datei speichern (JSON)
own-code-title = Hilfe vom Support
own-code-body = Holen Sie einen Code und lesen Sie ihn dem Support vor. Damit kann er 15 Minuten lang diese Liste sehen und sonst nichts über Sie.
own-code-get = Code holen
own-code = Ihr Code: { $code }. Er gilt bis { $time }.
own-leave = Meine Anmeldungen schließen
own-about = Was wir speichern
own-about-passed = Was Ihre eID über Sie sagt, geht an den Dienst, bei dem Sie sich anmelden. Wir haben es nicht länger, als die Anmeldung dauert.
own-about-yours = Das können Sie selbst beenden: Ihre Anmeldung hier, Zustimmungen, die Ihr Browser sich merkt, und eine Nummer, die wir für Sie speichern dürfen. Die Liste Ihrer Anmeldungen wird nach 90 Tagen von selbst gelöscht. Alles ist verschlüsselt, und nur Ihre eID oder Ihr Browser öffnet es.
own-about-law = Das Gesetz verlangt ein Protokoll der Anmeldungen ohne Ihren Namen und Ihre Nummer.
own-about-journal = Wurden Sie mit einem Register verglichen, wird auch das Verglichene gespeichert, verschlüsselt, 6 bis 12 Monate lang.
own-about-ask = Möchten Sie etwas löschen lassen oder wissen, was wir über Sie haben? Fragen Sie hier.

## The page of one’s own login here, and logging out.

session-link = Ihre Anmeldung hier
session-title = Sie sind hier angemeldet
session-by = { $minutes ->
    [one] Sie haben sich vor einer Minute mit { $eid } angemeldet. Dienste, die diese Anmeldung nutzen, lassen Sie in diesem Browser ohne erneute Frage ein, bis sie endet.
   *[other] Sie haben sich vor { $minutes } Minuten mit { $eid } angemeldet. Dienste, die diese Anmeldung nutzen, lassen Sie in diesem Browser ohne erneute Frage ein, bis sie endet.
}
session-services = Sie haben sie benutzt für:
session-logout = Abmelden
session-logout-hint = Melden Sie sich ab, wenn auch andere diesen Computer benutzen.
session-nobody-title = Sie sind hier nicht angemeldet
session-nobody-body = Kein Dienst lässt jemanden in diesem Browser ohne neue Anmeldung ein. Vielleicht sind Sie noch bei einem Dienst angemeldet, den Sie früher benutzt haben: Melden Sie sich dort ab.
session-asks-title = Möchten Sie sich abmelden?
session-asks-body = { $service } bittet darum, Ihre Anmeldung hier zu beenden.
session-asks-body-nameless = Eine Seite bittet darum, Ihre Anmeldung hier zu beenden.
session-stay = Angemeldet bleiben
session-out-title = Sie sind abgemeldet
session-out-body = Ihre Anmeldung ist beendet. Niemand kommt mit ihr in diesem Browser noch in einen Dienst.
session-was-not = Sie waren hier auch vorher nicht angemeldet.
session-closed = Diese Dienste wurden benachrichtigt:
session-open = Bei diesen Diensten sind Sie vielleicht noch angemeldet:
session-open-hint = Melden Sie sich auch dort ab, oder schließen Sie den Browser.
session-back = Weiter zu: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Noch einmal { $in_country } anmelden
error-other-country = Anderes Land wählen
error-back = Zurück zu: { $service }
error-look = Noch einmal versuchen
error-help = Hilfe erhalten
error-reference = Referenz
error-reference-hint = Nennen Sie diese Referenz, wenn Sie sich an die Hilfe wenden. Sie sagt nichts über Sie aus.
error-cancelled = Sie haben die Anmeldung { $in_country } abgebrochen
    .body = Daten über Sie hat { $service } nicht erhalten.
    .advice = Sie können zum Dienst zurückgehen, es noch einmal versuchen oder ein anderes Land wählen.
error-not-confirmed = { $country } hat nicht bestätigt, wer Sie sind
    .body = Vielleicht war ein Code falsch, vielleicht ist Ihre eID gesperrt oder abgelaufen, oder Sie haben dort abgebrochen. Daten über Sie hat { $service } nicht erhalten.
    .advice = Versuchen Sie es noch einmal. Wenn Ihre eID gesperrt ist, kann nur deren eigene Hilfe sie entsperren.
error-peer-failed = { $country } konnte Sie nicht anmelden
    .body = Die Anmeldung { $in_country } endete mit einem Fehler. Daran sind weder Sie noch { $service } schuld.
    .advice = Versuchen Sie es noch einmal. Wenn es wieder geschieht, weiß die Hilfe Ihrer eID mehr.
error-level-too-low = Eine stärkere eID ist nötig
    .body = Die benutzte eID erreicht nicht das Sicherheitsniveau, das { $service } verlangt.
    .advice = Versuchen Sie es noch einmal mit einer stärkeren eID, falls Ihr Land eine anbietet.
error-answer-invalid = Wir konnten die Antwort des Anmeldedienstes { $in_country } nicht verwenden
    .body = Die Antwort hat unsere Sicherheitsprüfungen nicht bestanden, deshalb haben wir Sie nicht angemeldet. Das liegt nicht an Ihnen.
    .advice = Versuchen Sie es noch einmal. Wenn es wieder geschieht, nennen Sie uns die Referenz unten.
error-answer-late = Die Antwort kam zu spät
    .body = Zu Ihrer Sicherheit gilt eine Antwort aus einem anderen Land nur einige Minuten.
    .advice = Versuchen Sie es noch einmal; das Land müssen Sie nicht noch einmal wählen.
error-answer-used = Diese Anmeldung wurde bereits verwendet
    .body = Dieselbe Antwort kann nur einmal verwendet werden. Vielleicht haben Sie eine alte Seite neu geladen.
    .advice = Gehen Sie zurück zum Dienst. Wenn Sie dort nicht angemeldet sind, beginnen Sie von vorn.
error-incomplete = { $country } hat nicht alles Nötige gesendet
    .body = Einige Ihrer Grunddaten (Name, Geburtsdatum, Kennung) fehlten in der Antwort, deshalb können wir Sie nicht anmelden.
    .advice = Die Hilfe Ihrer eID weiß, welche Daten sie sendet. Sie können es noch einmal versuchen oder ein anderes Land wählen.
error-representation = Hier können Sie sich nur für sich selbst anmelden
    .body = { $country } teilt mit, dass Sie für jemand anderen handeln. Das kann { $service } nicht annehmen.
    .advice = Versuchen Sie es noch einmal, und melden Sie sich für sich selbst an.
error-another-level = Eine andere eID ist nötig
    .body = { $service } nimmt nur bestimmte Sicherheitsniveaus an, und Ihre Anmeldung hatte ein anderes. Es wurde nichts über Sie gesendet.
    .advice = Melden Sie sich mit einer anderen eID an, oder gehen Sie zurück zum Dienst.
error-another-person = Sie sind nicht die Person, die der Dienst erwartet hat
    .body = { $service } fragte nach der Person, die den Dienst zuletzt benutzt hat, und Sie haben sich als jemand anderes angemeldet. Es wurde nichts über Sie gesendet.
    .advice = Versuchen Sie es mit der eID dieser Person, wenn es Ihre ist, oder gehen Sie zurück zum Dienst und beginnen Sie dort von vorn.
error-country-unavailable = Die Anmeldung { $in_country } ist zurzeit nicht erreichbar
    .body = Wir haben zurzeit keine gültige Verbindung mit dem Anmeldedienst { $in_country }. Das liegt nicht an Ihnen.
    .advice = Versuchen Sie es später noch einmal, oder wählen Sie ein anderes Land, wenn Sie dort eine eID haben.
error-country-suspended = Die Anmeldung { $in_country } ist vorübergehend abgeschaltet
    .body = Die Anmeldung { $in_country } ist aus Sicherheitsgründen oder wegen Wartung abgeschaltet.
    .advice = Versuchen Sie es später noch einmal, oder gehen Sie zurück zum Dienst.
error-abroad-suspended = Die Anmeldung bei Diensten { $in_country } ist vorübergehend abgeschaltet
    .body = Sie ist aus Sicherheitsgründen oder wegen Wartung abgeschaltet. Es wurde nichts über Sie gesendet.
    .advice = Versuchen Sie es später noch einmal, oder fragen Sie den Dienst nach einer anderen Anmeldeart.
error-abroad-unavailable = Wir können Sie zurzeit nicht zum Dienst { $in_country } zurückleiten
    .body = Wir haben zurzeit keine gültige Verbindung mit dem Anmeldedienst { $in_country }. Das liegt nicht an Ihnen. Es wurde nichts über Sie gesendet.
    .advice = Gehen Sie in einigen Minuten noch einmal zum Dienst, und beginnen Sie dort.
error-cookie-missing = Wir erkennen diesen Browser nicht
    .body = Eine Anmeldung muss in dem Browser enden, in dem sie begonnen hat, und Cookies müssen erlaubt sein. Das schützt Sie vor anderen, die Ihre Anmeldung benutzen wollen.
    .advice = Erlauben Sie Cookies für diese Website, gehen Sie zurück zum Dienst, und beginnen Sie dort von vorn.
error-too-many-logins = Zu viele Anmeldungen sind gleichzeitig offen
    .body = Dieser Browser hat so viele Anmeldungen begonnen, dass die älteste geschlossen werden musste. Dies war eine davon.
    .advice = Gehen Sie zurück zum Dienst, und beginnen Sie von vorn.
error-flow-expired = Die Anmeldung hat zu lange gedauert
    .body = Zu Ihrer Sicherheit muss eine Anmeldung innerhalb von { $minutes } Minuten fertig sein.
    .advice = Gehen Sie zurück zum Dienst, und beginnen Sie von vorn.
error-flow-unknown = Diese Anmeldung gibt es nicht mehr
    .body = Vielleicht haben Sie ein Lesezeichen oder eine alte Seite geöffnet. Eine Anmeldung kann nur bei dem Dienst beginnen, den Sie nutzen möchten.
    .advice = Gehen Sie zum Dienst, und melden Sie sich von dort aus an.
error-flow-finished = Diese Anmeldung ist bereits beendet
    .body = Sie wurden bereits weitergeleitet zu: { $service }.
    .advice = Machen Sie beim Dienst weiter. Wenn Sie dort nicht angemeldet sind, beginnen Sie von vorn.
error-foreign-request-invalid = Der Anmeldedienst des anderen Landes hat etwas gesendet, das wir nicht verwenden können
    .body = Die Anfrage hat unsere Sicherheitsprüfungen nicht bestanden, deshalb haben wir Sie nicht um eine Anmeldung gebeten. Das liegt nicht an Ihnen.
    .advice = Gehen Sie zurück zu dem Dienst, von dem Sie kamen, und versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie es diesem Dienst.
error-foreign-request-late = Die Anfrage aus dem anderen Land ist zu alt
    .body = Zu Ihrer Sicherheit gilt eine Anmeldeanfrage nur einige Minuten. Vielleicht haben Sie eine alte Seite geöffnet.
    .advice = Gehen Sie zurück zu dem Dienst, von dem Sie kamen, und beginnen Sie von vorn.
error-foreign-request-used = Diese Anmeldung wurde bereits einmal gestartet
    .body = Dieselbe Anfrage kann nur einmal verwendet werden. Vielleicht haben Sie eine alte Seite neu geladen.
    .advice = Gehen Sie zurück zu dem Dienst, von dem Sie kamen, und beginnen Sie von vorn.
error-nothing-to-send = Wir können Sie { $in_country } nicht anmelden
    .body = Sie haben nachgewiesen, wer Sie sind, aber etwas, das { $country } haben muss, fehlt: Vorname, Familienname, Geburtsdatum oder ein anerkanntes Sicherheitsniveau. Es wurde nichts über Sie gesendet.
    .advice = Sie können zum Dienst zurückgehen, der erfährt, dass die Anmeldung nicht gelungen ist.
error-not-abroad = Nationale eIDs sind nicht für andere Länder offen
    .body = Noch keine nationale eID ist den anderen europäischen Ländern notifiziert, oder alle sind abgeschaltet. Deshalb gibt es unter dieser Adresse nichts zu veröffentlichen.
    .advice = Nutzen Sie eine andere Anmeldeart, die der Dienst anbietet.
error-not-for-people = Hier gibt es nichts zu sehen
    .body = Diese Adresse nimmt Nachrichten zwischen den Anmeldediensten europäischer Länder entgegen.
    .advice = Gehen Sie zu dem Dienst, den Sie nutzen möchten, und melden Sie sich von dort aus an.
error-client-unknown = Wir kennen den Dienst nicht, von dem Sie kommen
    .body = Der Dienst ist hier nicht registriert oder hat eine falsche Rücksprungadresse angegeben. Deshalb können wir Sie nicht automatisch zurückleiten.
    .advice = Sagen Sie es dem Dienst. Der Fehler liegt dort, nicht bei Ihnen.
error-request-invalid = Der Dienst hat etwas gesendet, das wir nicht verwenden können
    .body = Die Anmeldeanfrage des Dienstes enthält einen Fehler. Das liegt nicht an Ihnen.
    .advice = Gehen Sie zurück zum Dienst, und versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie es dem Dienst.
error-logout-expired = Diese Frage ist zu alt
    .body = Eine Bitte um Abmeldung muss innerhalb von zehn Minuten beantwortet werden. Sie wurden nicht abgemeldet.
    .advice = Öffnen Sie unten auf dieser Seite „Ihre Anmeldung hier“, um sich abzumelden.
error-logout-hint = Sie wurden nicht abgemeldet: Der Nachweis des Dienstes über Ihre Anmeldung ist nicht gültig
    .body = Der Dienst hat ein ID-Token (id_token_hint) gesendet, das keines von unseren für ihn ist. Das liegt nicht an Ihnen.
    .advice = Öffnen Sie unten auf dieser Seite „Ihre Anmeldung hier“, um sich abzumelden. Wenn es wieder geschieht, sagen Sie es dem Dienst.
error-logout-invalid = Sie wurden nicht abgemeldet: Der Dienst hat etwas gesendet, das wir nicht verwenden können
    .body = Die Bitte um Abmeldung enthält einen Fehler oder kommt von einem Dienst, den wir nicht kennen. Das liegt nicht an Ihnen.
    .advice = Öffnen Sie unten auf dieser Seite „Ihre Anmeldung hier“, um sich abzumelden. Wenn es wieder geschieht, sagen Sie es dem Dienst.
error-logout-return = Sie wurden nicht abgemeldet: Der Dienst hat eine falsche Rücksprungadresse angegeben
    .body = Die Adresse, zu der nach der Abmeldung zurückgekehrt wird (post_logout_redirect_uri), ist für den Dienst nicht Zeichen für Zeichen so registriert. Das liegt nicht an Ihnen.
    .advice = Öffnen Sie unten auf dieser Seite „Ihre Anmeldung hier“, um sich abzumelden. Wenn es wieder geschieht, sagen Sie es dem Dienst.
error-too-many-attempts = Diese Anmeldung wurde zu oft versucht
    .body = Sie wurden bei dieser Anmeldung dreimal weitergeleitet, ohne dass eine Antwort kam.
    .advice = Gehen Sie zurück zum Dienst, und beginnen Sie von vorn.
error-busy = Zurzeit melden sich zu viele Menschen an
    .body = Wir nehmen einen Moment lang keine neuen Anmeldungen an. Das liegt nicht an Ihnen, und niemand, der schon begonnen hat, ist betroffen.
    .advice = Warten Sie ein wenig, gehen Sie zurück zum Dienst, und versuchen Sie es noch einmal.
error-not-found = Diese Seite gibt es nicht
    .body = Die Adresse ist falsch oder alt.
    .advice = Gehen Sie zu dem Dienst, den Sie nutzen möchten, und melden Sie sich von dort aus an.
error-internal = Bei uns ist etwas schiefgegangen
    .body = Das liegt nicht an Ihnen. Es wurde nichts an den Dienst gesendet.
    .advice = Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, nennen Sie uns die Referenz unten.
error-unavailable = Zurzeit können wir niemanden anmelden
    .body = Der Anmeldedienst wird neu gestartet oder hat eine Störung. Das liegt nicht an Ihnen.
    .advice = Versuchen Sie es in einigen Minuten noch einmal.
