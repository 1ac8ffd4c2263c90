### Romanian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = serviciul
skip-to-content = Salt la conținut
language-switch = Limba
footer-help = Ajutor
footer-privacy = Notă de informare privind datele personale
footer-accessibility = Declarație de accesibilitate
footer-get-eid = Cum obțineți o identitate electronică
banner-demo = Europa demonstrativă: aici totul este simulat și toate persoanele sunt inventate.
banner-test = Mediu de test: nu folosiți aici o identitate electronică reală.
footer-unread = Niciun vorbitor nativ nu a citit încă această traducere. Spuneți‑ne ce ar trebui îmbunătățit.
steps-label = Pașii autentificării dumneavoastră
step-country = Alegerea țării
step-home = Autentificarea în țara dumneavoastră
step-back = Înapoi la serviciu
time-left-title = Aveți nevoie de mai mult timp?
time-left-body = Autentificarea dumneavoastră aici se încheie în aproximativ două minute. Puteți primi mai mult timp fără să pierdeți nimic.
time-left-more = Vreau mai mult timp
time-left-last = Autentificarea dumneavoastră aici se încheie în aproximativ două minute și nu mai poate fi prelungită. Finalizați‑o acum sau reveniți la serviciu și începeți din nou.
eu-institutions = instituțiile UE
logging-in-to = Vă autentificați la: { $service }
service-of = Un serviciu oferit de { $organisation }
next = Înainte
cancel = Anulați
cancel-back-to = Anulați și reveniți la: { $service }

## The page where one chooses how to log in.

chooser-title = Cum doriți să vă autentificați?
chooser-legend = Alegeți identitatea dumneavoastră electronică
chooser-eidas = Identitate electronică europeană
chooser-eidas-hint = Folosiți identitatea electronică a țării dumneavoastră din UE sau SEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Alegeți țara identității dumneavoastră electronice
country-intro = Vă autentificați cu identitatea electronică pe care o folosiți acasă. Vă trimitem către țara dumneavoastră, iar apoi reveniți aici.
country-level = { $service } cere o identitate electronică cu nivelul de asigurare „{ $level }” sau mai ridicat.
country-level-highest = { $service } cere o identitate electronică cu nivelul de asigurare „{ $level }”, care este cel mai ridicat.
country-eids = Puteți folosi: { $eids }
country-more = Serviciul cere și aceste date despre dumneavoastră. Sunt trimise numai dacă țara dumneavoastră le are, iar autentificarea este posibilă și fără ele.
country-companies = Acest serviciu este pentru firme și alte organizații. În țara dumneavoastră vă autentificați în numele uneia dintre ele: se trimit numele și identificatorul ei.
country-companies-acting = Se trimit și numele, data nașterii și identificatorul dumneavoastră, dacă acționați în numele ei.
country-companies-alone = Aici este valabilă numai o identitate electronică a organizației înseși: cu a dumneavoastră nu puteți acționa în numele ei.
country-companies-more = Serviciul cere și aceste date despre organizație. Sunt trimise numai dacă țara dumneavoastră le are, iar autentificarea este posibilă și fără ele.
country-legend = Țări pe care le puteți alege
country-search = Căutați o țară
country-search-button = Căutați
country-show-all = Afișați toate țările
country-none = Nicio țară nu corespunde cu „{ $query }”.
country-count = { $count ->
    [one] O țară
    [few] { $count } țări
   *[other] { $count } de țări
}
country-choose-first = Alegeți o țară înainte de a continua.
country-not-possible = Această țară nu poate fi folosită acum pentru această autentificare. Alegeți alta.
country-unavailable-legend = Țări care nu pot fi folosite acum
country-suggested = Sugestie pentru dumneavoastră
country-last-time = Aleasă ultima dată pe acest dispozitiv
country-forget = Uită alegerea mea
country-by-service = Sugerată de serviciu
country-by-language = Sugerată după limba browserului dumneavoastră
country-not-connected = Această țară nu poate fi aleasă aici deocamdată: { $country }.
country-failing = Multe autentificări din această țară eșuează în acest moment
country-missing-title = Țara mea nu este aici
country-missing-body = Puteți alege țări care au o identitate electronică recunoscută și sunt conectate la noi. Țara dumneavoastră ar putea fi conectată mai târziu. Dacă aveți o identitate electronică din altă țară, o puteți folosi. În caz contrar, reveniți și întrebați serviciul despre altă cale.
reason-level = Nu are o identitate electronică de nivelul cerut
reason-service-unknown = Serviciul nu este înregistrat pentru această țară
reason-incomplete = Această țară nu transmite datele necesare unei autentificări
reason-unavailable = Nu putem contacta această țară
reason-starting = Se conectează; încercați din nou peste câteva momente
reason-suspended = Închisă temporar
since = din { $time }
level-low = scăzut
level-substantial = substanțial
level-high = ridicat

## The page that leads to the other country.

send-title = Vă trimitem către: { $country }
send-body = Acolo vă autentificați cu identitatea dumneavoastră electronică. Apoi reveniți automat aici.
send-button = Continuați către: { $country }
send-time-limit = { $minutes ->
    [one] Aveți aproximativ un minut pentru a vă autentifica.
    [few] Aveți aproximativ { $minutes } minute pentru a vă autentifica.
   *[other] Aveți aproximativ { $minutes } de minute pentru a vă autentifica.
}
send-again-title = V‑ați întors fără să vă autentificați { $in_country }?
send-again-body = V‑am trimis deja o dată acolo. Puteți încerca din nou sau puteți alege altă țară.
send-choose-another = Alegeți altă țară

## The page that leads back to the service.

continue-title = Autentificarea a reușit
continue-body = Vă trimitem înapoi la: { $service }.
continue-button = Continuați către: { $service }
wait-title = Un moment
wait-body = Autentificarea dumneavoastră este încă în curs de verificare. Apăsați butonul peste câteva clipe.
wait-button = Verificați din nou

## Too many log in at once, and a place in the queue is kept.

queue-title = Sunteți la coadă
queue-body = Multe persoane se autentifică acum. Vă păstrați locul cât timp această pagină este deschisă, iar pagina continuă singură când vă vine rândul.
queue-press = Multe persoane se autentifică acum. Vă păstrați locul. Apăsați butonul când vă vine rândul.
queue-minutes = { $minutes ->
    [one] Va dura aproximativ un minut.
    [few] Va dura aproximativ { $minutes } minute.
   *[other] Va dura aproximativ { $minutes } de minute.
}

## Whom one can ask when something did not work.

contact-title = Pe cine puteți întreba
contact-country = Asistență pentru identități electronice { $in_country }
contact-eid = Asistență: { $eid }
contact-service = Asistență: { $service }
contact-ours = Asistență pentru acest serviciu de autentificare
contact-phone = Telefon
contact-email = E‑mail
contact-web = Pagină web
contact-hours = Program
contact-languages = Limbi

## The front page, for whom came here by chance.

front-title = Autentificare peste granițele Europei
front-body = Acesta este un portal de autentificare. Aici se ajunge dintr‑un serviciu public pe care doriți să îl folosiți, nu direct. Mergeți la serviciu și alegeți autentificarea acolo.
front-developers = Pentru cei care conectează un serviciu sau o țară

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [EU] la instituțiile UE
   *[other] în { $country }
}

## The page that shows what would be sent to another country.

consent-title = Trimiteți datele dumneavoastră serviciului de autentificare { $in_country }?
consent-body = { $service } întreabă cine sunteți. Dacă sunteți de acord, aceste date sunt trimise serviciului de autentificare { $in_country }, care le transmite mai departe către { $service }. Nu s‑a trimis nimic deocamdată.
consent-unnotified = Numai în test: { $eid } nu are aprobare pentru utilizare în alte țări.
consent-caption = Ce s‑ar trimite
consent-level = Nivel de asigurare
consent-level-value = { $level }, cu { $eid }
consent-level-why = Pentru ca serviciul să știe cât de sigur v‑ați autentificat.
consent-unsent-title = Ce nu se trimite
consent-unsent-number = Numărul dumneavoastră național de identificare. Se trimite un identificator creat numai pentru această țară: { $country }.
consent-unsent-asked = Ce a mai cerut serviciul:
consent-unsent-rest = Orice altceva despre dumneavoastră, de exemplu ce faceți în altă parte.
consent-once = Răspunsul dumneavoastră este valabil numai pentru această autentificare.
consent-if-declined = Dacă refuzați, reveniți la serviciu, care nu află nimic despre dumneavoastră.
consent-approve = Trimiteți și autentificați‑vă
consent-not-me = Nu sunt eu
consent-not-me-hint = Sunt datele altcuiva? Alegeți „Nu sunt eu”. Nu se trimite nimic și vă puteți autentifica cu propria identitate electronică.
consent-decline = Nu trimiteți
consent-changed = Datele s‑au schimbat de când le‑ați văzut. Vă rugăm să le citiți din nou.
consent-remember = { $days ->
    [one] Nu mă mai întrebați timp de o zi în acest browser, când { $service } cere aceleași date.
    [few] Nu mă mai întrebați timp de { $days } zile în acest browser, când { $service } cere aceleași date.
   *[other] Nu mă mai întrebați timp de { $days } de zile în acest browser, când { $service } cere aceleași date.
}
consent-remember-hint = Vă autentificați totuși de fiecare dată cu identitatea dumneavoastră electronică. Dacă se schimbă ceva, întrebăm din nou. Nu bifați pe un calculator folosit și de alții.
consent-remembered = Acest browser reține serviciile pentru care v‑ați dat acordul anterior.
consent-forget = Întrebați‑mă de fiecare dată
consent-identifier = Identificator
consent-identifier-why = Pentru ca serviciul să vă recunoască data viitoare.
consent-family-name = Nume de familie
consent-given-name = Prenume
consent-name-why = Pentru ca serviciul să vi se poată adresa și să vă găsească dosarul.
consent-birthdate = Data nașterii
consent-birthdate-why = Pentru ca serviciul să nu vă confunde cu alte persoane cu același nume.
consent-birth-name = Nume la naștere
consent-birthplace = Locul nașterii
consent-birth-country = Țara nașterii
consent-birth-town = Localitatea nașterii
consent-address = Adresă
consent-gender = Sex
consent-phone = Număr de telefon
consent-email = Adresă de e‑mail
consent-nationality = Cetățenie
consent-residence = Țara de reședință
consent-e-justice-role = Rol în e-Justice
consent-legal-name = Numele firmei sau al organizației
consent-legal-identifier = Identificatorul firmei sau al organizației
consent-vat = Cod de TVA
consent-tax = Cod fiscal
consent-eu-identifier = Identificatorul european al societății (EUID)
consent-lei = Identificatorul entității juridice (LEI)
consent-eori = Număr vamal (EORI)
consent-excise = Cod de accize (SEED)
consent-sic = Cod de activitate (SIC)
consent-asked-why = Serviciul a cerut acest lucru.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Autentificare la un serviciu { $in_country }
national-abroad-body = { $service } ({ $country }) întreabă cine sunteți. Vă autentificați cu o identitate electronică norvegiană. Înainte de a se trimite ceva, vedeți ce anume și puteți refuza.
national-some-service = Un serviciu
national-nameless = serviciul { $in_country }
national-level = Este necesară o identitate electronică cu nivelul de asigurare „{ $level }” sau mai ridicat.
national-level-highest = Este necesară o identitate electronică cu nivelul de asigurare „{ $level }”, care este cel mai ridicat.
national-nobody = Nicio identitate electronică nu poate fi folosită acum pentru această autentificare.
national-greyed-legend = Identități electronice care nu pot fi folosite acum
national-why-planned = Nu este încă aprobată pentru utilizare în alte țări
national-why-pre-notified = Aprobarea pentru utilizare în alte țări este în curs
national-why-level = Nu atinge nivelul necesar
national-why-no-terms = Nu există un acord privind utilizarea de către companii private { $in_country }
national-why-suspended = Închisă temporar
national-why-unavailable = Nu răspunde acum
national-unnotified = Numai în test: nu este aprobată pentru utilizare în alte țări
national-choose-first = Alegeți o identitate electronică înainte de a continua.
national-not-possible = Această identitate electronică nu poate fi folosită acum pentru această autentificare. Alegeți alta.
national-just-failed = { $eid } nu răspunde acum. Alegeți altă identitate electronică sau încercați din nou peste câteva momente.
national-step-up = V‑ați autentificat, dar la un nivel mai scăzut decât cel cerut de { $service }. Autentificați‑vă din nou cu o identitate electronică mai sigură.
national-persons-title = Alegeți o persoană de test
national-persons-warning = Numai în test: oricine se poate autentifica drept oricare dintre acestea. Niciuna nu există.
national-persons-legend = Cine doriți să fiți?
national-persons-choose-first = Alegeți o persoană de test înainte de a continua.
national-persons-another = Autentificați‑vă altfel
national-try-again = Încercați din nou cu { $eid }
national-another = Alegeți altă identitate electronică
national-cancelled = Autentificarea cu { $eid } a fost oprită
    .body = Ați anulat sau { $eid } nu a confirmat cine sunteți. Nu s‑a trimis nimic către { $service }.
    .advice = Puteți încerca din nou, alege altă identitate electronică sau reveni la serviciu.
national-failed = Autentificarea cu { $eid } nu a reușit
    .body = Autentificarea cu { $eid } s‑a încheiat cu o eroare. Nu este vina dumneavoastră și nici a serviciului { $service }.
    .advice = Încercați din nou sau alegeți altă identitate electronică.
national-level-too-low = Aveți nevoie de o identitate electronică mai sigură
    .body = Autentificarea cu { $eid } nu atinge nivelul de asigurare cerut de { $service }.
    .advice = Alegeți o identitate electronică mai sigură.
national-answer-invalid = Nu am putut folosi răspunsul de la { $eid }
    .body = Răspunsul nu a trecut de verificările noastre de securitate, așa că nu v‑am autentificat. Nu este vina dumneavoastră.
    .advice = Încercați din nou. Dacă se repetă, comunicați‑ne codul de referință de mai jos.
national-answer-late = Trebuie să vă autentificați din nou cu { $eid }
    .body = Această autentificare trebuie făcută acum; una anterioară nu poate fi folosită. { $eid } a răspuns cu una mai veche.
    .advice = Încercați din nou și autentificați‑vă încă o dată când vi se cere.
national-incomplete = { $eid } nu a trimis tot ce este necesar
    .body = Unele dintre datele dumneavoastră de bază (nume, data nașterii, număr național) lipseau din răspuns sau erau greșite, așa că nu vă putem autentifica.
    .advice = Alegeți altă identitate electronică sau întrebați serviciul de asistență al celei folosite.
national-not-notified = Identitatea electronică folosită nu poate fi utilizată încă în alte țări
    .body = V‑ați autentificat la { $eid }, dar cu o identitate electronică neaprobată pentru utilizare în alte țări. Nu s‑a trimis nimic către { $service }.
    .advice = Încercați din nou și alegeți acolo una aprobată.
national-suspended = Acces închis temporar: { $eid }
    .body = Autentificarea cu { $eid } a fost închisă din motive de securitate sau pentru întreținere.
    .advice = Alegeți altă identitate electronică sau încercați mai târziu.
national-unavailable = { $eid } nu răspunde acum
    .body = Nu putem contacta { $eid }. Nu este vina dumneavoastră și nici a serviciului { $service }.
    .advice = Alegeți altă identitate electronică sau încercați din nou peste câteva minute.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Portofel digital
wallet-description = Datele de identificare din portofelul dumneavoastră european
wallet-title = Autentificare cu un portofel digital
wallet-body = Portofelului dumneavoastră i se cer numele, data nașterii, țara și numărul național de identificare, pentru ca { $service } să știe cine sunteți. Vedeți același lucru în portofel și decideți acolo.
wallet-privacy = Transmitem aceste date către { $service } și nu le păstrăm.
wallet-here-title = Portofelul este pe acest dispozitiv
wallet-open = Deschideți portofelul
wallet-open-other = Deschideți alt portofel
wallet-here-hint = { $minutes ->
    [one] Linkul este valabil un minut. Apoi reveniți automat aici.
    [few] Linkul este valabil { $minutes } minute. Apoi reveniți automat aici.
   *[other] Linkul este valabil { $minutes } de minute. Apoi reveniți automat aici.
}
wallet-elsewhere-title = Portofelul este pe alt dispozitiv
wallet-scan = Scanați codul cu portofelul. Scanați numai un cod de pe o pagină pe care ați deschis‑o chiar dumneavoastră.
wallet-scan-hint = { $minutes ->
    [one] Codul este valabil un minut. Puteți obține oricând unul nou.
    [few] Codul este valabil { $minutes } minute. Puteți obține oricând unul nou.
   *[other] Codul este valabil { $minutes } de minute. Puteți obține oricând unul nou.
}
wallet-qr-alternative = Cod QR care deschide portofelul pe alt dispozitiv. Același link se află mai jos ca text.
wallet-copy = Nu puteți scana codul?
wallet-copy-label = Copiați linkul și deschideți‑l pe dispozitivul pe care se află portofelul:
wallet-approved = Am aprobat, continuați
wallet-new-code = Obțineți un link și un cod noi
wallet-another = Alegeți alt mod de autentificare
wallet-not-yet = Portofelul nu a răspuns încă. Aprobați mai întâi în portofel.
wallet-refused = Răspunsul din portofel a fost „nu”. Nu s‑a trimis nimic. Puteți încerca din nou cu un cod nou sau puteți alege alt mod.
wallet-failed = Portofelul nu a putut răspunde la cerere. Nu s‑a trimis nimic. Puteți încerca din nou cu un cod nou sau puteți alege alt mod.
wallet-expired = Linkul și codul nu mai sunt valabile. Obțineți altele pentru a continua.
wallet-code-expired = Codul nu mai este valabil. Obțineți altul dacă portofelul este pe alt dispozitiv.
wallet-in-another-browser = Portofelul a răspuns și a deschis altă filă sau alt browser. Continuați acolo sau începeți din nou aici.
wallet-browser-title = Lăsați browserul să găsească portofelul
wallet-browser-ask = Găsiți portofelul
wallet-browser-hint = Browserul arată portofelele de pe acest dispozitiv sau se conectează la telefonul dumneavoastră. Acolo decideți ce se prezintă.
wallet-browser-none = Niciun portofel nu a răspuns. Încercați din nou sau folosiți alt mod de pe această pagină.
wallet-card-expired = Documentul prezentat a expirat. Prezentați altul sau alegeți alt mod de autentificare.
wallet-card-revoked = Documentul prezentat a fost revocat sau suspendat de emitent. Prezentați altul sau alegeți alt mod de autentificare.
wallet-not-taken = Ceea ce a prezentat portofelul nu a putut fi folosit. Încercați din nou sau alegeți alt mod de autentificare.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = V‑am recunoscut
matched-body = Figurați aici ca { $name }, cu un număr care se termină în { $end }. Puteți folosi { $service }, care primește numărul dumneavoastră.
matched-body-alone = Figurați aici ca { $name }, cu un număr care se termină în { $end }. Puteți folosi { $service }, care nu primește numărul dumneavoastră.
matched-keep = Să vă recunoaștem data viitoare?
matched-keep-hint = Dacă doriți, păstrăm numărul dumneavoastră. Este criptat și numai propria dumneavoastră identitate electronică îl deschide. Astfel registrul nu mai este întrebat când vă autentificați.
matched-keep-until = Da, până la { $date }
matched-keep-not = Nu, nu îl păstrați
matched-none-title = Nu v‑am găsit printre cei înregistrați aici
matched-none-body = Ați dovedit că sunteți { $name }. Datele din identitatea dumneavoastră electronică nu au putut fi asociate cu o singură persoană din registru.
matched-used = Acestea au fost comparate
matched-differs = Este altfel în registru
matched-ways = Ce puteți face
matched-link-title = Aveți o identitate electronică norvegiană?
matched-link-body = Autentificați‑vă o dată cu ea și vom ști care este numărul dumneavoastră. Nu trebuie să vă autentificați din nou { $in_country }. Faceți la fel dacă aveți o identitate electronică nouă de data trecută.
matched-link = Asociați cu { $eid }
matched-update = Dacă ceva despre dumneavoastră este greșit sau vechi în registru, cereți corectarea și autentificați‑vă din nou după aceea.
matched-without = Continuați fără asociere
matched-as-new = Continuați ca utilizator nou
matched-without-hint = Dacă { $service } vă cunoaște deja, nu va ști că sunteți dumneavoastră.
matched-not-linked = Nu s‑a asociat nimic: numele sau data nașterii nu este la fel în cele două identități electronice.
matched-not-proven = Autentificarea cu identitatea electronică norvegiană nu a fost încheiată. Nu s‑a asociat nimic.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Autentificările mele
own-receipt = Confirmările autentificărilor: ce s‑a trimis despre dumneavoastră, cui și de ce
own-title = Autentificările mele
own-intro = Aici vedeți propriile autentificări din ultimele 90 de zile și ce s‑a trimis despre dumneavoastră. Numai propria identitate electronică le deschide.
own-start = Autentificați‑vă și vedeți‑le
own-list = Ce s‑a trimis
own-none = Nu există autentificări de arătat.
own-when = Când
own-to = Către
own-with = Cu
own-why = De ce
own-why-login = V‑ați autentificat la acest serviciu.
own-one = Afișați numai această confirmare, pentru tipărire
own-all = Afișați toate autentificările mele
own-kept = Ce puteți încheia
own-kept-match = Numărul dumneavoastră care se termină în { $end } este păstrat până la { $date }.
own-kept-from = { $country }: numărul dumneavoastră este păstrat pentru o identitate electronică de acolo până la { $date }.
own-end-match = Nu îl mai păstrați
own-export = Salvați ca fișier (JSON)
own-code-title = Ajutor de la asistență
own-code-body = Obțineți un cod și citiți‑l celor de la asistență. Cu el pot vedea această listă 15 minute și nimic altceva despre dumneavoastră.
own-code-get = Obțineți un cod
own-code = Codul dumneavoastră: { $code }. Este valabil până la { $time }.
own-leave = Închideți autentificările mele
own-about = Ce păstrăm
own-about-passed = Datele din identitatea dumneavoastră electronică merg la serviciul la care vă autentificați. Nu le păstrăm mai mult decât durează autentificarea.
own-about-yours = Puteți încheia chiar dumneavoastră: autentificarea de aici, acordurile ținute minte de browser și un număr pe care ne‑ați lăsat să‑l păstrăm. Lista autentificărilor se șterge singură după 90 de zile. Totul este criptat și numai identitatea dumneavoastră electronică sau browserul dumneavoastră îl deschide.
own-about-law = Legea ne cere un jurnal al autentificărilor, fără numele sau numărul dumneavoastră.
own-about-journal = Dacă datele au fost comparate cu un registru, se păstrează și ce s‑a comparat, criptat, 6 până la 12 luni.
own-about-ask = Doriți să ștergem ceva sau să știți ce avem despre dumneavoastră? Întrebați aici.

## The page of one’s own login here, and logging out.

session-link = Autentificarea dumneavoastră aici
session-title = Sunteți autentificat(ă) aici
session-by = { $minutes ->
    [one] V‑ați autentificat cu { $eid } acum un minut. Serviciile care folosesc această autentificare vă lasă să intrați fără să mai întrebe, în acest browser, până când se încheie.
    [few] V‑ați autentificat cu { $eid } acum { $minutes } minute. Serviciile care folosesc această autentificare vă lasă să intrați fără să mai întrebe, în acest browser, până când se încheie.
   *[other] V‑ați autentificat cu { $eid } acum { $minutes } de minute. Serviciile care folosesc această autentificare vă lasă să intrați fără să mai întrebe, în acest browser, până când se încheie.
}
session-services = Ați folosit‑o pentru:
session-logout = Deconectați‑vă
session-logout-hint = Deconectați‑vă dacă acest calculator este folosit și de alții.
session-nobody-title = Nu sunteți autentificat(ă) aici
session-nobody-body = În acest browser, niciun serviciu nu lasă pe nimeni să intre fără o nouă autentificare. Este posibil să fiți încă autentificat(ă) la un serviciu folosit anterior: deconectați‑vă acolo.
session-asks-title = Doriți să vă deconectați?
session-asks-body = { $service } cere încheierea autentificării dumneavoastră aici.
session-asks-body-nameless = O pagină cere încheierea autentificării dumneavoastră aici.
session-stay = Rămâneți autentificat(ă)
session-out-title = V‑ați deconectat
session-out-body = Autentificarea dumneavoastră s‑a încheiat. Nimeni nu mai poate intra cu ea într‑un serviciu în acest browser.
session-was-not = Nu erați autentificat(ă) aici nici înainte.
session-closed = Aceste servicii au fost anunțate:
session-open = Este posibil să fiți încă autentificat(ă) la aceste servicii:
session-open-hint = Deconectați‑vă și acolo sau închideți browserul.
session-back = Continuați către: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Încercați din nou: { $country }
error-other-country = Alegeți altă țară
error-back = Înapoi la: { $service }
error-look = Încercați din nou
error-help = Obțineți ajutor
error-reference = Cod de referință
error-reference-hint = Comunicați acest cod dacă luați legătura cu asistența. Nu spune nimic despre dumneavoastră.
error-cancelled = Ați oprit autentificarea { $in_country }
    .body = Nu s‑a trimis nimic către { $service }.
    .advice = Puteți reveni la serviciu, încerca din nou sau alege altă țară.
error-not-confirmed = Nu s‑a confirmat cine sunteți ({ $country })
    .body = Este posibil ca un cod să fi fost greșit, ca identitatea dumneavoastră electronică să fie blocată sau expirată ori ca dumneavoastră să fi oprit acolo autentificarea. Nu s‑a trimis nimic către { $service }.
    .advice = Încercați din nou. Dacă identitatea dumneavoastră electronică este blocată, numai serviciul ei de asistență o poate debloca.
error-peer-failed = Autentificarea nu a reușit ({ $country })
    .body = Autentificarea { $in_country } s‑a încheiat cu o eroare. Nu este vina dumneavoastră și nici a serviciului { $service }.
    .advice = Încercați din nou. Dacă se repetă, serviciul de asistență al identității dumneavoastră electronice știe mai multe.
error-level-too-low = Este necesară o identitate electronică mai sigură
    .body = Identitatea electronică folosită nu atinge nivelul de asigurare cerut de { $service }.
    .advice = Încercați din nou și alegeți o identitate electronică mai sigură, dacă țara dumneavoastră oferă una.
error-answer-invalid = Nu am putut folosi răspunsul ({ $country })
    .body = Răspunsul nu a trecut de verificările noastre de securitate, așa că nu v‑am autentificat. Nu este vina dumneavoastră.
    .advice = Încercați din nou. Dacă se repetă, comunicați‑ne codul de referință de mai jos.
error-answer-late = Răspunsul a sosit prea târziu
    .body = Pentru siguranța dumneavoastră, un răspuns din altă țară este valabil numai câteva minute.
    .advice = Încercați din nou; nu trebuie să alegeți țara încă o dată.
error-answer-used = Această autentificare a fost deja folosită
    .body = Același răspuns poate fi folosit o singură dată. Este posibil să fi reîncărcat o pagină veche.
    .advice = Reveniți la serviciu. Dacă nu sunteți autentificat(ă) acolo, începeți din nou.
error-incomplete = Nu s‑a trimis tot ce este necesar ({ $country })
    .body = Unele dintre datele dumneavoastră de bază (nume, data nașterii, identificator) lipseau din răspuns, așa că nu vă putem autentifica.
    .advice = Serviciul de asistență al identității dumneavoastră electronice vă poate spune ce date trimite aceasta. Puteți încerca din nou sau puteți alege altă țară.
error-representation = Aici vă puteți autentifica numai în nume propriu
    .body = Potrivit răspunsului ({ $country }), acționați în numele altcuiva. { $service } nu poate primi așa ceva.
    .advice = Încercați din nou și autentificați‑vă în nume propriu.
error-another-level = Este necesară altă identitate electronică
    .body = { $service } acceptă numai anumite niveluri de asigurare, iar autentificarea dumneavoastră a avut alt nivel. Nu s‑a trimis nimic despre dumneavoastră.
    .advice = Autentificați‑vă cu altă identitate electronică sau reveniți la serviciu.
error-another-person = Nu sunteți persoana pe care o aștepta serviciul
    .body = { $service } a cerut persoana care a folosit serviciul anterior, iar dumneavoastră v‑ați autentificat drept altcineva. Nu s‑a trimis nimic despre dumneavoastră.
    .advice = Încercați din nou cu identitatea electronică a acelei persoane, dacă este a dumneavoastră, sau reveniți la serviciu și începeți din nou acolo.
error-country-unavailable = Această țară nu poate fi contactată acum: { $country }
    .body = Momentan nu avem o conexiune valabilă cu serviciul de autentificare { $in_country }. Nu este vina dumneavoastră.
    .advice = Încercați mai târziu sau alegeți altă țară, dacă aveți acolo o identitate electronică.
error-country-suspended = Autentificarea { $in_country } este închisă temporar
    .body = Autentificarea { $in_country } a fost închisă din motive de securitate sau pentru întreținere.
    .advice = Încercați mai târziu sau reveniți la serviciu.
error-abroad-suspended = Autentificarea la servicii { $in_country } este închisă temporar
    .body = A fost închisă din motive de securitate sau pentru întreținere. Nu s‑a trimis nimic despre dumneavoastră.
    .advice = Încercați mai târziu sau întrebați serviciul despre alt mod de autentificare.
error-abroad-unavailable = Nu vă putem trimite înapoi acum ({ $country })
    .body = Momentan nu avem o conexiune valabilă cu serviciul de autentificare { $in_country }. Nu este vina dumneavoastră. Nu s‑a trimis nimic despre dumneavoastră.
    .advice = Mergeți din nou la serviciu peste câteva minute și începeți de acolo.
error-cookie-missing = Nu recunoaștem acest browser
    .body = O autentificare trebuie să se încheie în browserul în care a început, iar cookie‑urile trebuie să fie permise. Astfel sunteți protejat(ă) de alții care încearcă să vă folosească autentificarea.
    .advice = Permiteți cookie‑urile pentru acest site, reveniți la serviciu și începeți din nou acolo.
error-too-many-logins = Sunt deschise prea multe autentificări deodată
    .body = În acest browser au început atât de multe autentificări, încât cea mai veche a trebuit închisă. Aceasta a fost una dintre ele.
    .advice = Reveniți la serviciu și începeți din nou.
error-flow-expired = Autentificarea a durat prea mult
    .body = Pentru siguranța dumneavoastră, o autentificare trebuie încheiată în cel mult { $minutes } min.
    .advice = Reveniți la serviciu și începeți din nou.
error-flow-unknown = Această autentificare nu mai există
    .body = Este posibil să fi deschis un marcaj sau o pagină veche. O autentificare poate începe numai la serviciul pe care doriți să îl folosiți.
    .advice = Mergeți la serviciu și autentificați‑vă de acolo.
error-flow-finished = Această autentificare s‑a încheiat deja
    .body = V‑am trimis deja la: { $service }.
    .advice = Continuați la serviciu. Dacă nu sunteți autentificat(ă) acolo, începeți din nou.
error-foreign-request-invalid = Serviciul de autentificare al celeilalte țări a trimis ceva ce nu putem folosi
    .body = Cererea sa nu a trecut de verificările noastre de securitate, așa că nu v‑am cerut să vă autentificați. Nu este vina dumneavoastră.
    .advice = Reveniți la serviciul de la care ați venit și încercați din nou. Dacă se repetă, anunțați acel serviciu.
error-foreign-request-late = Cererea din cealaltă țară este prea veche
    .body = Pentru siguranța dumneavoastră, o cerere de autentificare este valabilă numai câteva minute. Este posibil să fi deschis o pagină veche.
    .advice = Reveniți la serviciul de la care ați venit și începeți din nou.
error-foreign-request-used = Această autentificare a fost deja începută o dată
    .body = Aceeași cerere poate fi folosită o singură dată. Este posibil să fi reîncărcat o pagină veche.
    .advice = Reveniți la serviciul de la care ați venit și începeți din nou.
error-nothing-to-send = Nu vă putem autentifica ({ $country })
    .body = Ați dovedit cine sunteți, dar lipsește ceva ce este obligatoriu { $in_country }: prenumele, numele de familie, data nașterii sau un nivel de asigurare recunoscut. Nu s‑a trimis nimic despre dumneavoastră.
    .advice = Puteți reveni la serviciu, care este anunțat că autentificarea nu a reușit.
error-not-abroad = Identitățile electronice naționale nu sunt deschise altor țări
    .body = Nicio identitate electronică națională de aici nu a fost încă notificată celorlalte țări europene sau toate sunt închise. De aceea nu este nimic de publicat la această adresă.
    .advice = Folosiți alt mod de autentificare oferit de serviciu.
error-not-for-people = Aici nu este nimic de văzut
    .body = Această adresă primește mesaje între serviciile de autentificare ale țărilor europene.
    .advice = Mergeți la serviciul pe care doriți să îl folosiți și autentificați‑vă de acolo.
error-client-unknown = Nu cunoaștem serviciul care v‑a trimis
    .body = Serviciul nu este înregistrat aici sau a indicat o adresă de întoarcere greșită. De aceea nu vă putem trimite înapoi automat.
    .advice = Anunțați serviciul. Greșeala este a lor, nu a dumneavoastră.
error-request-invalid = Serviciul a trimis ceva ce nu putem folosi
    .body = Cererea de autentificare a serviciului conține o eroare. Nu este vina dumneavoastră.
    .advice = Reveniți la serviciu și încercați din nou. Dacă se repetă, anunțați serviciul.
error-logout-expired = Această întrebare este prea veche
    .body = La o cerere de deconectare trebuie răspuns în zece minute. Nu ați fost deconectat(ă).
    .advice = Pentru a vă deconecta, deschideți „Autentificarea dumneavoastră aici” din partea de jos a acestei pagini.
error-logout-hint = Nu ați fost deconectat(ă): dovada serviciului privind autentificarea dumneavoastră nu este valabilă
    .body = Serviciul a trimis un jeton de identitate (id_token_hint) pe care nu noi i l‑am emis. Nu este vina dumneavoastră.
    .advice = Pentru a vă deconecta, deschideți „Autentificarea dumneavoastră aici” din partea de jos a acestei pagini. Dacă se repetă, anunțați serviciul.
error-logout-invalid = Nu ați fost deconectat(ă): serviciul a trimis ceva ce nu putem folosi
    .body = Cererea de deconectare conține o eroare sau vine de la un serviciu pe care nu îl cunoaștem. Nu este vina dumneavoastră.
    .advice = Pentru a vă deconecta, deschideți „Autentificarea dumneavoastră aici” din partea de jos a acestei pagini. Dacă se repetă, anunțați serviciul.
error-logout-return = Nu ați fost deconectat(ă): serviciul a indicat o adresă de întoarcere greșită
    .body = Adresa de întoarcere după deconectare (post_logout_redirect_uri) nu este înregistrată pentru serviciu caracter cu caracter. Nu este vina dumneavoastră.
    .advice = Pentru a vă deconecta, deschideți „Autentificarea dumneavoastră aici” din partea de jos a acestei pagini. Dacă se repetă, anunțați serviciul.
error-too-many-attempts = Această autentificare a fost încercată de prea multe ori
    .body = În această autentificare v‑am trimis de trei ori fără să primim un răspuns.
    .advice = Reveniți la serviciu și începeți din nou.
error-busy = Prea multe persoane se autentifică acum
    .body = Pentru scurt timp nu mai primim autentificări noi. Nu este vina dumneavoastră și nu este afectat nimeni care a început deja.
    .advice = Așteptați puțin, reveniți la serviciu și încercați din nou.
error-not-found = Această pagină nu există
    .body = Adresa este greșită sau veche.
    .advice = Mergeți la serviciul pe care doriți să îl folosiți și autentificați‑vă de acolo.
error-internal = Ceva nu a mers bine la noi
    .body = Nu este vina dumneavoastră. Nu s‑a trimis nimic serviciului.
    .advice = Încercați din nou peste câteva momente. Dacă se repetă, comunicați‑ne codul de referință de mai jos.
error-unavailable = Acum nu putem autentifica pe nimeni
    .body = Serviciul de autentificare este în curs de repornire sau are o defecțiune. Nu este vina dumneavoastră.
    .advice = Încercați din nou peste câteva minute.
