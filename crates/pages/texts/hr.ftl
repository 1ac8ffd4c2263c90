### Croatian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = usluga
skip-to-content = Prijeđi na sadržaj
language-switch = Jezik
footer-help = Pomoć
footer-privacy = Obavijest o privatnosti
footer-accessibility = Izjava o pristupačnosti
footer-get-eid = Kako dobiti vjerodajnicu
banner-demo = Demo Europa: ovdje je sve simulirano, a sve su osobe izmišljene.
banner-test = Testno okruženje: ovdje se nemojte koristiti pravom vjerodajnicom.
footer-unread = Ovaj prijevod još nije pročitao nitko kome je to materinski jezik. Javite nam što treba popraviti.
steps-label = Koraci vaše prijave
step-country = Odabir države
step-home = Prijava u svojoj državi
step-back = Povratak na uslugu
time-left-title = Trebate li više vremena?
time-left-body = Vaša prijava ovdje završava za otprilike dvije minute. Možete dobiti više vremena i ništa se neće izgubiti.
time-left-more = Želim više vremena
time-left-last = Vaša prijava ovdje istječe za otprilike dvije minute i više se ne može produžiti. Dovršite je sada ili se vratite na uslugu i počnite ponovno.
eu-institutions = institucije EU‑a
logging-in-to = Prijavljujete se u uslugu: { $service }
service-of = Pružatelj usluge: { $organisation }
next = Dalje
cancel = Odustani
cancel-back-to = Odustani i vrati se na uslugu: { $service }

## The page where one chooses how to log in.

chooser-title = Kako se želite prijaviti?
chooser-legend = Odaberite svoj elektronički identitet
chooser-eidas = Europska vjerodajnica
chooser-eidas-hint = Upotrijebite elektronički identitet svoje države u EU‑u ili EGP‑u.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Odaberite državu svoje vjerodajnice
country-intro = Prijavljujete se elektroničkim identitetom kojim se služite u svojoj državi. Preusmjerit ćemo vas u vašu državu, a potom se vraćate ovamo.
country-level = { $service } traži vjerodajnicu razine sigurnosti „{ $level }” ili više.
country-level-highest = { $service } traži vjerodajnicu razine sigurnosti „{ $level }”, a to je najviša razina.
country-eids = Možete upotrijebiti: { $eids }
country-more = Usluga traži i ove podatke o vama. Šalju se samo ako ih vaša država ima, a prijaviti se možete i bez njih.
country-companies = Ova je usluga za društva i druge organizacije. U svojoj se državi prijavljujete za jednu od njih: šalju se njezin naziv i identifikator.
country-companies-acting = Šalju se i vaše ime, datum rođenja i identifikator ako djelujete u njezino ime.
country-companies-alone = Ovdje vrijedi samo elektronički identitet same organizacije: svojim ne možete djelovati u njezino ime.
country-companies-more = Usluga traži i ove podatke o organizaciji. Šalju se samo ako ih vaša država ima, a prijaviti se možete i bez njih.
country-legend = Države koje možete odabrati
country-search = Traži državu
country-search-button = Traži
country-show-all = Prikaži sve države
country-none = Nijedna država ne odgovara upitu „{ $query }”.
country-count = { $count ->
    [one] { $count } država
    [few] { $count } države
   *[other] { $count } država
}
country-choose-first = Odaberite državu prije nego što nastavite.
country-not-possible = Ta se država trenutačno ne može upotrijebiti za ovu prijavu. Odaberite drugu.
country-unavailable-legend = Države koje se trenutačno ne mogu upotrijebiti
country-suggested = Prijedlog za vas
country-last-time = Posljednji odabir na ovom uređaju
country-forget = Zaboravi moj odabir
country-by-service = Predložila usluga
country-by-language = Predloženo prema jeziku vašeg preglednika
country-not-connected = Ovu državu ovdje još nije moguće odabrati: { $country }.
country-failing = Mnoge prijave iz ove države trenutačno ne uspijevaju
country-missing-title = Moje države nema ovdje
country-missing-body = Možete odabrati države s priznatom vjerodajnicom koje su povezane s nama. Vaša se država može povezati poslije. Ako imate vjerodajnicu druge države, možete se prijaviti njome. U suprotnom se vratite i pitajte uslugu za drugi način.
reason-level = Nema vjerodajnicu tražene razine
reason-service-unknown = Usluga nije registrirana za ovu državu
reason-incomplete = Ova država ne dostavlja podatke koji su potrebni za prijavu
reason-unavailable = Ne možemo se povezati s ovom državom
reason-starting = Povezivanje je u tijeku; pokušajte ponovno za koji trenutak
reason-suspended = Privremeno zatvoreno
since = od { $time }
level-low = niska
level-substantial = značajna
level-high = visoka

## The page that leads to the other country.

send-title = Preusmjeravamo vas: { $country }
send-body = Ondje se prijavljujete svojom vjerodajnicom. Zatim se automatski vraćate ovamo.
send-button = Nastavi: { $country }
send-time-limit = { $minutes ->
    [one] Za prijavu imate otprilike { $minutes } minutu.
    [few] Za prijavu imate otprilike { $minutes } minute.
   *[other] Za prijavu imate otprilike { $minutes } minuta.
}
send-again-title = Jeste li se vratili bez prijave { $in_country }?
send-again-body = Već smo vas jednom onamo preusmjerili. Možete pokušati ponovno ili odabrati drugu državu.
send-choose-another = Odaberi drugu državu

## The page that leads back to the service.

continue-title = Prijava je uspjela
continue-body = Preusmjeravamo vas natrag na uslugu: { $service }.
continue-button = Nastavi na uslugu: { $service }
wait-title = Samo trenutak
wait-body = Vaša se prijava još provjerava. Pritisnite gumb za koji trenutak.
wait-button = Provjeri ponovno

## Too many log in at once, and a place in the queue is kept.

queue-title = U redu ste čekanja
queue-body = Trenutačno se prijavljuje mnogo ljudi. Zadržavate svoje mjesto dok je ova stranica otvorena, a kad dođete na red, stranica će sama nastaviti dalje.
queue-press = Trenutačno se prijavljuje mnogo ljudi. Zadržavate svoje mjesto. Pritisnite gumb kad dođete na red.
queue-minutes = { $minutes ->
    [one] Trajat će otprilike { $minutes } minutu.
    [few] Trajat će otprilike { $minutes } minute.
   *[other] Trajat će otprilike { $minutes } minuta.
}

## Whom one can ask when something did not work.

contact-title = Koga možete pitati
contact-country = Podrška za vjerodajnice { $in_country }
contact-eid = Podrška: { $eid }
contact-service = Podrška usluge: { $service }
contact-ours = Podrška ove usluge za prijavu
contact-phone = Telefon
contact-email = E‑pošta
contact-web = Internetska stranica
contact-hours = Radno vrijeme
contact-languages = Jezici

## The front page, for whom came here by chance.

front-title = Prijava preko granica Europe
front-body = Ovo je pristupnik za prijavu. Ovamo se dolazi iz javne usluge kojom se želite koristiti, a ne izravno. Prijeđite na tu uslugu i ondje odaberite prijavu.
front-developers = Za one koji povezuju uslugu ili državu

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] u Austriji
    [BE] u Belgiji
    [BG] u Bugarskoj
    [CY] na Cipru
    [CZ] u Češkoj
    [DE] u Njemačkoj
    [DK] u Danskoj
    [EE] u Estoniji
    [EL] u Grčkoj
    [ES] u Španjolskoj
    [EU] u institucijama EU‑a
    [FI] u Finskoj
    [FR] u Francuskoj
    [HR] u Hrvatskoj
    [HU] u Mađarskoj
    [IE] u Irskoj
    [IS] na Islandu
    [IT] u Italiji
    [LI] u Lihtenštajnu
    [LT] u Litvi
    [LU] u Luksemburgu
    [LV] u Latviji
    [MT] na Malti
    [NL] u Nizozemskoj
    [NO] u Norveškoj
    [PL] u Poljskoj
    [PT] u Portugalu
    [RO] u Rumunjskoj
    [SE] u Švedskoj
    [SI] u Sloveniji
    [SK] u Slovačkoj
   *[other] u državi { $country }
}

## The page that shows what would be sent to another country.

consent-title = Poslati vaše podatke usluzi za prijavu { $in_country }?
consent-body = { $service } pita tko ste. Ako pristanete, ti se podaci šalju usluzi za prijavu { $in_country }, koja ih prosljeđuje usluzi: { $service }. Dosad ništa nije poslano.
consent-unnotified = Samo u testu: { $eid } nema odobrenje za uporabu u drugim državama.
consent-caption = Što će se poslati
consent-level = Razina sigurnosti
consent-level-value = { $level }, { $eid }
consent-level-why = Kako bi usluga znala koliko ste se sigurno prijavili.
consent-unsent-title = Što se ne šalje
consent-unsent-number = Vaš nacionalni identifikacijski broj. Šalje se identifikator izrađen samo za ovu državu: { $country }.
consent-unsent-asked = Što je usluga još tražila:
consent-unsent-rest = Sve ostalo o vama, primjerice što radite drugdje.
consent-once = Vaš odgovor vrijedi samo za ovu prijavu.
consent-if-declined = Ako odbijete, vraćate se na uslugu, koja o vama neće doznati ništa.
consent-approve = Pošalji i prijavi me
consent-not-me = To nisam ja
consent-not-me-hint = Jesu li to podaci druge osobe? Odaberite „To nisam ja”. Ništa se neće poslati, a vi se možete prijaviti svojom vjerodajnicom.
consent-decline = Nemoj poslati
consent-changed = Podaci su se promijenili otkad ste ih vidjeli. Pročitajte ih ponovno.
consent-remember = { $days ->
    [one] Nemoj me ponovno pitati { $days } dan u ovom pregledniku kad { $service } traži iste podatke.
    [few] Nemoj me ponovno pitati { $days } dana u ovom pregledniku kad { $service } traži iste podatke.
   *[other] Nemoj me ponovno pitati { $days } dana u ovom pregledniku kad { $service } traži iste podatke.
}
consent-remember-hint = Svejedno se svaki put prijavljujete svojom vjerodajnicom. Ako se nešto promijeni, pitat ćemo vas ponovno. Nemojte to označiti na računalu kojim se koriste i drugi.
consent-remembered = Ovaj preglednik pamti usluge za koje ste već dali pristanak.
consent-forget = Pitaj me svaki put
consent-identifier = Identifikator
consent-identifier-why = Kako bi vas usluga sljedeći put prepoznala.
consent-family-name = Prezime
consent-given-name = Ime
consent-name-why = Kako bi vam se usluga mogla obratiti i pronaći vaš predmet.
consent-birthdate = Datum rođenja
consent-birthdate-why = Kako vas usluga ne bi zamijenila s drugim osobama istog imena.
consent-birth-name = Ime i prezime pri rođenju
consent-birthplace = Mjesto rođenja
consent-birth-country = Država rođenja
consent-birth-town = Grad ili naselje rođenja
consent-address = Adresa
consent-gender = Spol
consent-phone = Telefonski broj
consent-email = Adresa e‑pošte
consent-nationality = Državljanstvo
consent-residence = Država prebivališta
consent-e-justice-role = Uloga u sustavu e-Justice
consent-legal-name = Naziv društva ili organizacije
consent-legal-identifier = Identifikator društva ili organizacije
consent-vat = Identifikacijski broj za PDV
consent-tax = Porezni broj
consent-eu-identifier = Europski identifikator društva (EUID)
consent-lei = Identifikator pravne osobe (LEI)
consent-eori = Carinski broj (EORI)
consent-excise = Trošarinski broj (SEED)
consent-sic = Šifra djelatnosti (SIC)
consent-asked-why = Usluga je to tražila.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Prijava u uslugu { $in_country }
national-abroad-body = { $service } { $in_country } pita tko ste. Prijavljujete se norveškom vjerodajnicom. Prije nego što se išta pošalje, vidjet ćete što je to i možete odbiti.
national-some-service = Usluga
national-nameless = usluga { $in_country }
national-level = Potrebna je vjerodajnica razine sigurnosti „{ $level }” ili više.
national-level-highest = Potrebna je vjerodajnica razine sigurnosti „{ $level }”, a to je najviša razina.
national-nobody = Za ovu prijavu trenutačno se ne može upotrijebiti nijedna vjerodajnica.
national-greyed-legend = Vjerodajnice koje se trenutačno ne mogu upotrijebiti
national-why-planned = Još nije odobreno za uporabu u drugim državama
national-why-pre-notified = Odobravanje za uporabu u drugim državama je u tijeku
national-why-level = Ne doseže potrebnu razinu
national-why-no-terms = Nema dogovora o tome da se njome koriste privatna društva { $in_country }
national-why-suspended = Privremeno zatvoreno
national-why-unavailable = Trenutačno ne odgovara
national-unnotified = Samo u testu: nije odobreno za uporabu u drugim državama
national-choose-first = Odaberite vjerodajnicu prije nego što nastavite.
national-not-possible = Ta se vjerodajnica trenutačno ne može upotrijebiti za ovu prijavu. Odaberite drugu.
national-just-failed = { $eid } trenutačno ne odgovara. Odaberite drugu vjerodajnicu ili pokušajte ponovno za koji trenutak.
national-step-up = Prijavljeni ste, ali na nižoj razini nego što traži { $service }. Prijavite se ponovno jačom vjerodajnicom.
national-persons-title = Odaberite testnu osobu
national-persons-warning = Samo u testu: svatko se može prijaviti kao bilo koja od njih. Nijedna od njih ne postoji.
national-persons-legend = Tko želite biti?
national-persons-choose-first = Odaberite testnu osobu prije nego što nastavite.
national-persons-another = Prijavi se na drugi način
national-try-again = Pokušaj ponovno: { $eid }
national-another = Odaberi drugu vjerodajnicu
national-cancelled = Prijava je zaustavljena: { $eid }
    .body = Odustali ste od prijave ili { $eid } ne potvrđuje tko ste. Usluzi { $service } ništa nije poslano.
    .advice = Možete pokušati ponovno, odabrati drugu vjerodajnicu ili se vratiti na uslugu.
national-failed = Prijava nije uspjela: { $eid }
    .body = Prijava ({ $eid }) završila je pogreškom. To nije vaša pogreška ni pogreška usluge { $service }.
    .advice = Pokušajte ponovno ili odaberite drugu vjerodajnicu.
national-level-too-low = Potrebna vam je jača vjerodajnica
    .body = Prijava ({ $eid }) ne doseže razinu sigurnosti koju traži { $service }.
    .advice = Odaberite jaču vjerodajnicu.
national-answer-invalid = Odgovor se nije mogao upotrijebiti: { $eid }
    .body = Odgovor nije prošao naše sigurnosne provjere pa vas nismo prijavili. To nije vaša pogreška.
    .advice = Pokušajte ponovno. Ako se to ponovi, navedite nam referentnu oznaku u nastavku.
national-answer-late = Morate se ponovno prijaviti: { $eid }
    .body = Ova se prijava mora obaviti sada; ranija se ne može upotrijebiti. Odgovor ({ $eid }) odnosi se na stariju prijavu.
    .advice = Pokušajte ponovno i prijavite se iznova kad se to od vas zatraži.
national-incomplete = Nije stiglo sve što je potrebno: { $eid }
    .body = Neki od vaših osnovnih podataka (ime, datum rođenja, nacionalni broj) nedostaju u odgovoru ili su pogrešni, pa vas ne možemo prijaviti.
    .advice = Odaberite drugu vjerodajnicu ili pitajte podršku one kojom ste se prijavili.
national-not-notified = Vjerodajnica kojom ste se prijavili još se ne može upotrebljavati u drugim državama
    .body = Prijavili ste se ({ $eid }), ali vjerodajnicom koja nije odobrena za uporabu u drugim državama. Usluzi { $service } ništa nije poslano.
    .advice = Pokušajte ponovno i ondje odaberite odobrenu vjerodajnicu.
national-suspended = Privremeno zatvoreno: { $eid }
    .body = Prijava ({ $eid }) zatvorena je radi sigurnosti ili održavanja.
    .advice = Odaberite drugu vjerodajnicu ili pokušajte poslije.
national-unavailable = Trenutačno ne odgovara: { $eid }
    .body = Veza se ne može uspostaviti: { $eid }. To nije vaša pogreška ni pogreška usluge { $service }.
    .advice = Odaberite drugu vjerodajnicu ili pokušajte ponovno za nekoliko minuta.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitalna lisnica
wallet-description = Osobni identifikacijski podaci u vašoj europskoj lisnici
wallet-title = Prijava digitalnom lisnicom
wallet-body = Od vaše se lisnice traže ime i prezime, datum rođenja, država i nacionalni identifikacijski broj kako bi usluga { $service } znala tko ste. Isto ćete vidjeti u lisnici i ondje odlučiti.
wallet-privacy = Te podatke prosljeđujemo usluzi { $service } i ne čuvamo ih.
wallet-here-title = Lisnica je na ovom uređaju
wallet-open = Otvori lisnicu
wallet-open-other = Otvori drugu lisnicu
wallet-here-hint = { $minutes ->
    [one] Poveznica vrijedi { $minutes } minutu. Nakon toga automatski se vraćate ovamo.
    [few] Poveznica vrijedi { $minutes } minute. Nakon toga automatski se vraćate ovamo.
   *[other] Poveznica vrijedi { $minutes } minuta. Nakon toga automatski se vraćate ovamo.
}
wallet-elsewhere-title = Lisnica je na drugom uređaju
wallet-scan = Skenirajte kod lisnicom. Skenirajte samo kod na stranici koju ste sami otvorili.
wallet-scan-hint = { $minutes ->
    [one] Kod vrijedi { $minutes } minutu. Novi možete dobiti u svakom trenutku.
    [few] Kod vrijedi { $minutes } minute. Novi možete dobiti u svakom trenutku.
   *[other] Kod vrijedi { $minutes } minuta. Novi možete dobiti u svakom trenutku.
}
wallet-qr-alternative = QR kod koji otvara lisnicu na drugom uređaju. Ista je poveznica u nastavku kao tekst.
wallet-copy = Ne možete skenirati kod?
wallet-copy-label = Kopirajte poveznicu i otvorite je na uređaju na kojem je lisnica:
wallet-approved = Potvrđeno, nastavi
wallet-new-code = Zatraži novu poveznicu i kod
wallet-another = Odaberi drugi način prijave
wallet-not-yet = Iz lisnice još nema odgovora. Najprije potvrdite u lisnici.
wallet-refused = U lisnici je odgovor bio „ne”. Ništa nije poslano. Možete pokušati ponovno s novim kodom ili odabrati drugi način.
wallet-failed = Lisnica nije mogla odgovoriti na zahtjev. Ništa nije poslano. Možete pokušati ponovno s novim kodom ili odabrati drugi način.
wallet-expired = Poveznica i kod više ne vrijede. Za nastavak zatražite nove.
wallet-code-expired = Kod više ne vrijedi. Zatražite novi ako je lisnica na drugom uređaju.
wallet-in-another-browser = Lisnica je odgovorila i otvorila drugu karticu ili preglednik. Nastavite ondje ili počnite ovdje ispočetka.
wallet-browser-title = Neka preglednik pronađe lisnicu
wallet-browser-ask = Pronađi lisnicu
wallet-browser-hint = Preglednik prikazuje lisnice na ovom uređaju ili se povezuje s vašim telefonom. Ondje odlučujete što će se pokazati.
wallet-browser-none = Nijedna lisnica nije odgovorila. Pokušajte ponovno ili odaberite neki drugi način na ovoj stranici.
wallet-card-expired = Pokazana isprava je istekla. Pokažite drugu ili odaberite drugi način prijave.
wallet-card-revoked = Izdavatelj je pokazanu ispravu opozvao ili suspendirao. Pokažite drugu ili odaberite drugi način prijave.
wallet-not-taken = Ono što je lisnica pokazala nije se moglo upotrijebiti. Pokušajte ponovno ili odaberite drugi način prijave.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Prepoznali smo vas
matched-body = Ovdje ste upisani kao { $name }, s brojem koji završava na { $end }. Možete se služiti uslugom { $service }, koja dobiva vaš broj.
matched-body-alone = Ovdje ste upisani kao { $name }, s brojem koji završava na { $end }. Možete se služiti uslugom { $service }, koja ne dobiva vaš broj.
matched-keep = Želite li da vas prepoznamo idući put?
matched-keep-hint = Ako želite, čuvamo koji je broj vaš. Šifriran je i otvara ga samo vaša vlastita vjerodajnica. Tada se registar više ne pita kad se prijavite.
matched-keep-until = Da, do { $date }
matched-keep-not = Ne, nemojte čuvati
matched-none-title = Nismo vas našli među onima koji su ovdje upisani
matched-none-body = Dokazali ste da ste { $name }. Ono što vaša vjerodajnica kaže o vama nije se moglo povezati s jednom osobom u registru.
matched-used = Ovo je uspoređeno
matched-differs = U registru je drukčije
matched-ways = Što možete učiniti
matched-link-title = Imate li norvešku vjerodajnicu?
matched-link-body = Prijavite se njome jednom i znat ćemo koji je broj vaš. Ne morate se ponovno prijaviti { $in_country }. Učinite isto ako od prošlog puta imate novu vjerodajnicu.
matched-link = Poveži s { $eid }
matched-update = Ako je nešto o vama u registru pogrešno ili staro, zatražite ispravak i zatim se prijavite ponovno.
matched-without = Nastavi bez povezivanja
matched-as-new = Nastavi kao novi korisnik
matched-without-hint = Ako ste već upisani, { $service } neće znati da ste to vi.
matched-not-linked = Ništa nije povezano: vaše ime ili datum rođenja nije jednak u objema vjerodajnicama.
matched-not-proven = Prijava norveškom vjerodajnicom nije dovršena. Ništa nije povezano.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Moje prijave
own-receipt = Potvrde o prijavama: što je o vama poslano, kome i zašto
own-title = Moje prijave
own-intro = Ovdje vidite svoje prijave u posljednjih 90 dana i što je o vama poslano. Otvara ih samo vaša vlastita vjerodajnica.
own-start = Prijavite se i pogledajte
own-list = Što je poslano
own-none = Nema prijava za prikaz.
own-when = Kada
own-to = Kome
own-with = Čime
own-why = Zašto
own-why-login = Prijavili ste se na ovu uslugu.
own-one = Prikaži samo ovu potvrdu, za ispis
own-all = Prikaži sve moje prijave
own-kept = Što možete okončati
own-kept-match = Vaš broj koji završava na { $end } čuva se do { $date }
own-kept-from = { $country }: vaš se broj čuva za vjerodajnicu iz te države do { $date }
own-end-match = Nemojte ga više čuvati
own-export = Spremi kao datoteku (JSON)
own-code-title = Pomoć korisničke podrške
own-code-body = Uzmite kod i pročitajte ga podršci. S njim 15 minuta vide ovaj popis i ništa drugo o vama.
own-code-get = Uzmi kod
own-code = Vaš kod: { $code }. Vrijedi do { $time }.
own-leave = Zatvori moje prijave
own-about = Što čuvamo
own-about-passed = Ono što vaša vjerodajnica kaže o vama prosljeđuje se usluzi na koju se prijavljujete. Nemamo to dulje nego što prijava traje.
own-about-yours = Sami možete okončati: prijavu ovdje, privole koje pamti vaš preglednik i broj koji ste nam dopustili čuvati. Popis prijava sam se briše nakon 90 dana. Sve je šifrirano i otvara ga samo vaša vjerodajnica ili vaš preglednik.
own-about-law = Zakon nam nalaže dnevnik prijava, bez vašeg imena i broja.
own-about-journal = Ako ste uspoređeni s registrom, čuva se i ono što je uspoređeno, šifrirano, od 6 do 12 mjeseci.
own-about-ask = Želite li nešto izbrisati ili znati što imamo o vama? Pitajte ovdje.

## The page of one’s own login here, and logging out.

session-link = Vaša prijava ovdje
session-title = Ovdje ste prijavljeni
session-by = { $minutes ->
    [one] Prijavili ste se prije { $minutes } minutu ({ $eid }). Usluge koje se koriste ovom prijavom u ovom vas pregledniku puštaju dalje bez ponovnog pitanja sve dok ona ne završi.
    [few] Prijavili ste se prije { $minutes } minute ({ $eid }). Usluge koje se koriste ovom prijavom u ovom vas pregledniku puštaju dalje bez ponovnog pitanja sve dok ona ne završi.
   *[other] Prijavili ste se prije { $minutes } minuta ({ $eid }). Usluge koje se koriste ovom prijavom u ovom vas pregledniku puštaju dalje bez ponovnog pitanja sve dok ona ne završi.
}
session-services = Njome ste se koristili za:
session-logout = Odjavi se
session-logout-hint = Odjavite se ako se ovim računalom koriste i drugi.
session-nobody-title = Ovdje niste prijavljeni
session-nobody-body = Nijedna usluga u ovom pregledniku nikoga ne pušta dalje bez nove prijave. Možda ste i dalje prijavljeni u usluzi kojom ste se prije koristili: odjavite se ondje.
session-asks-title = Želite li se odjaviti?
session-asks-body = { $service } traži da se vaša prijava ovdje završi.
session-asks-body-nameless = Stranica traži da se vaša prijava ovdje završi.
session-stay = Nemoj me odjaviti
session-out-title = Odjavljeni ste
session-out-body = Vaša je prijava završila. U ovom pregledniku njome više nitko ne može ući ni u jednu uslugu.
session-was-not = Ni prije niste bili ovdje prijavljeni.
session-closed = Obavijestili smo ove usluge:
session-open = Možda ste i dalje prijavljeni u ovim uslugama:
session-open-hint = Odjavite se i ondje ili zatvorite preglednik.
session-back = Nastavi na uslugu: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Pokušaj ponovno: { $country }
error-other-country = Odaberi drugu državu
error-back = Natrag na uslugu: { $service }
error-look = Pokušaj ponovno
error-help = Zatraži pomoć
error-reference = Referentna oznaka
error-reference-hint = Navedite ovu oznaku ako se obratite podršci. Ona ne govori ništa o vama.
error-cancelled = Zaustavili ste prijavu { $in_country }
    .body = Usluzi { $service } ništa nije poslano.
    .advice = Možete se vratiti na uslugu, pokušati ponovno ili odabrati drugu državu.
error-not-confirmed = Nije potvrđeno tko ste ({ $country })
    .body = Možda je kod bio pogrešan, vaša je vjerodajnica zaključana ili istekla, ili ste ondje prekinuli prijavu. Usluzi { $service } ništa nije poslano.
    .advice = Pokušajte ponovno. Ako je vaša vjerodajnica zaključana, može je otključati samo njezina podrška.
error-peer-failed = Prijava nije uspjela ({ $country })
    .body = Prijava { $in_country } završila je pogreškom. To nije vaša pogreška ni pogreška usluge { $service }.
    .advice = Pokušajte ponovno. Ako se to ponovi, podrška za vašu vjerodajnicu zna više.
error-level-too-low = Potrebna je jača vjerodajnica
    .body = Vjerodajnica kojom ste se prijavili ne doseže razinu sigurnosti koju traži { $service }.
    .advice = Pokušajte ponovno s jačom vjerodajnicom ako je vaša država nudi.
error-answer-invalid = Odgovor se nije mogao upotrijebiti ({ $country })
    .body = Odgovor nije prošao naše sigurnosne provjere pa vas nismo prijavili. To nije vaša pogreška.
    .advice = Pokušajte ponovno. Ako se to ponovi, navedite nam referentnu oznaku u nastavku.
error-answer-late = Odgovor je stigao prekasno
    .body = Radi vaše sigurnosti odgovor iz druge države vrijedi samo nekoliko minuta.
    .advice = Pokušajte ponovno; državu ne morate ponovno birati.
error-answer-used = Ova je prijava već upotrijebljena
    .body = Isti se odgovor može upotrijebiti samo jednom. Možda ste ponovno učitali staru stranicu.
    .advice = Vratite se na uslugu. Ako ondje niste prijavljeni, počnite ispočetka.
error-incomplete = Nije stiglo sve što je potrebno ({ $country })
    .body = Neki od vaših osnovnih podataka (ime, datum rođenja, identifikator) nedostaju u odgovoru, pa vas ne možemo prijaviti.
    .advice = Podrška za vašu vjerodajnicu zna koje podatke ona šalje. Možete pokušati ponovno ili odabrati drugu državu.
error-representation = Ovdje se možete prijaviti samo u svoje ime
    .body = Prema odgovoru ({ $country }) postupate u ime druge osobe. { $service } to ne može primiti.
    .advice = Pokušajte ponovno i prijavite se u svoje ime.
error-another-level = Potrebna je druga vjerodajnica
    .body = { $service } prihvaća samo određene razine sigurnosti, a vaša je prijava imala drugu. Ništa o vama nije poslano.
    .advice = Prijavite se drugom vjerodajnicom ili se vratite na uslugu.
error-another-person = Niste osoba koju je usluga očekivala
    .body = { $service } traži osobu koja se uslugom prije koristila, a vi ste se prijavili kao netko drugi. Ništa o vama nije poslano.
    .advice = Pokušajte ponovno s vjerodajnicom te osobe ako je vaša ili se vratite na uslugu i ondje počnite ispočetka.
error-country-unavailable = Trenutačno se ne možemo povezati s ovom državom: { $country }
    .body = Trenutačno nemamo valjanu vezu s uslugom za prijavu { $in_country }. To nije vaša pogreška.
    .advice = Pokušajte poslije ili odaberite drugu državu ako ondje imate vjerodajnicu.
error-country-suspended = Prijava { $in_country } privremeno je zatvorena
    .body = Prijava { $in_country } zatvorena je radi sigurnosti ili održavanja.
    .advice = Pokušajte poslije ili se vratite na uslugu.
error-abroad-suspended = Prijava u usluge { $in_country } privremeno je zatvorena
    .body = Zatvorena je radi sigurnosti ili održavanja. Ništa o vama nije poslano.
    .advice = Pokušajte poslije ili pitajte uslugu za drugi način prijave.
error-abroad-unavailable = Trenutačno vas ne možemo poslati natrag ({ $country })
    .body = Trenutačno nemamo valjanu vezu s uslugom za prijavu { $in_country }. To nije vaša pogreška. Ništa o vama nije poslano.
    .advice = Za nekoliko minuta ponovno otvorite uslugu i počnite odande.
error-cookie-missing = Ne prepoznajemo ovaj preglednik
    .body = Prijava mora završiti u istom pregledniku u kojem je počela, a kolačići moraju biti dopušteni. To vas štiti od drugih koji bi se pokušali koristiti vašom prijavom.
    .advice = Dopustite kolačiće za ovu stranicu, vratite se na uslugu i ondje počnite ispočetka.
error-too-many-logins = Odjednom je otvoreno previše prijava
    .body = U ovom je pregledniku započeto toliko prijava da se najstarija morala zatvoriti. Ovo je bila jedna od njih.
    .advice = Vratite se na uslugu i počnite ispočetka.
error-flow-expired = Prijava je predugo trajala
    .body = Radi vaše sigurnosti prijava se mora završiti u roku od { $minutes } min.
    .advice = Vratite se na uslugu i počnite ispočetka.
error-flow-unknown = Ova prijava više ne postoji
    .body = Možda ste otvorili knjižnu oznaku ili staru stranicu. Prijava može početi samo u usluzi kojom se želite koristiti.
    .advice = Otvorite uslugu i prijavite se odande.
error-flow-finished = Ova je prijava već završena
    .body = Već smo vas preusmjerili na uslugu: { $service }.
    .advice = Nastavite u usluzi. Ako ondje niste prijavljeni, počnite ispočetka.
error-foreign-request-invalid = Usluga za prijavu druge države poslala je nešto što ne možemo upotrijebiti
    .body = Njezin zahtjev nije prošao naše sigurnosne provjere pa od vas nismo tražili prijavu. To nije vaša pogreška.
    .advice = Vratite se na uslugu iz koje ste došli i pokušajte ponovno. Ako se to ponovi, javite toj usluzi.
error-foreign-request-late = Zahtjev iz druge države prestar je
    .body = Radi vaše sigurnosti zahtjev za prijavu vrijedi samo nekoliko minuta. Možda ste otvorili staru stranicu.
    .advice = Vratite se na uslugu iz koje ste došli i počnite ispočetka.
error-foreign-request-used = Ova je prijava već jednom započeta
    .body = Isti se zahtjev može upotrijebiti samo jednom. Možda ste ponovno učitali staru stranicu.
    .advice = Vratite se na uslugu iz koje ste došli i počnite ispočetka.
error-nothing-to-send = Ne možemo vas prijaviti ({ $country })
    .body = Dokazali ste tko ste, ali nedostaje nešto što je { $in_country } obvezno: ime, prezime, datum rođenja ili priznata razina sigurnosti. Ništa o vama nije poslano.
    .advice = Možete se vratiti na uslugu, kojoj će biti javljeno da prijava nije uspjela.
error-not-abroad = Nacionalne vjerodajnice nisu otvorene za druge države
    .body = Drugim europskim državama odavde još nije prijavljena nijedna nacionalna vjerodajnica ili su sve zatvorene. Stoga na ovoj adresi nema ničega za objavu.
    .advice = Upotrijebite drugi način prijave koji usluga nudi.
error-not-for-people = Ovdje se nema što vidjeti
    .body = Ova adresa prima poruke između usluga za prijavu europskih država.
    .advice = Otvorite uslugu kojom se želite koristiti i prijavite se odande.
error-client-unknown = Ne poznajemo uslugu koja vas je poslala
    .body = Usluga ovdje nije registrirana ili je navela pogrešnu povratnu adresu. Stoga vas ne možemo automatski vratiti.
    .advice = Javite to usluzi. Pogreška je njezina, a ne vaša.
error-request-invalid = Usluga je poslala nešto što ne možemo upotrijebiti
    .body = Zahtjev usluge za prijavu sadržava pogrešku. To nije vaša pogreška.
    .advice = Vratite se na uslugu i pokušajte ponovno. Ako se to ponovi, javite usluzi.
error-logout-expired = Ovo je pitanje prestaro
    .body = Na zahtjev za odjavu treba odgovoriti u roku od deset minuta. Niste odjavljeni.
    .advice = Da biste se odjavili, otvorite „Vaša prijava ovdje” na dnu ove stranice.
error-logout-hint = Niste odjavljeni: dokaz usluge o vašoj prijavi nije valjan
    .body = Usluga je poslala identifikacijski token (id_token_hint) koji joj nismo izdali. To nije vaša pogreška.
    .advice = Da biste se odjavili, otvorite „Vaša prijava ovdje” na dnu ove stranice. Ako se to ponovi, javite usluzi.
error-logout-invalid = Niste odjavljeni: usluga je poslala nešto što ne možemo upotrijebiti
    .body = Zahtjev za odjavu sadržava pogrešku ili dolazi iz usluge koju ne poznajemo. To nije vaša pogreška.
    .advice = Da biste se odjavili, otvorite „Vaša prijava ovdje” na dnu ove stranice. Ako se to ponovi, javite usluzi.
error-logout-return = Niste odjavljeni: usluga je navela pogrešnu povratnu adresu
    .body = Adresa za povratak nakon odjave (post_logout_redirect_uri) nije registrirana za uslugu u potpunosti, znak po znak. To nije vaša pogreška.
    .advice = Da biste se odjavili, otvorite „Vaša prijava ovdje” na dnu ove stranice. Ako se to ponovi, javite usluzi.
error-too-many-attempts = Previše pokušaja ove prijave
    .body = Tijekom ove prijave preusmjereni ste triput, a odgovor nije stigao.
    .advice = Vratite se na uslugu i počnite ispočetka.
error-busy = Trenutačno se prijavljuje previše ljudi
    .body = Nakratko ne primamo nove prijave. To nije vaša pogreška i ne utječe ni na koga tko je već počeo.
    .advice = Pričekajte malo, vratite se na uslugu i pokušajte ponovno.
error-not-found = Ova stranica ne postoji
    .body = Adresa je pogrešna ili stara.
    .advice = Otvorite uslugu kojom se želite koristiti i prijavite se odande.
error-internal = Nešto je pošlo po zlu na našoj strani
    .body = To nije vaša pogreška. Usluzi ništa nije poslano.
    .advice = Pokušajte ponovno za koji trenutak. Ako se to ponovi, navedite nam referentnu oznaku u nastavku.
error-unavailable = Trenutačno nikoga ne možemo prijaviti
    .body = Usluga za prijavu ponovno se pokreće ili je u kvaru. To nije vaša pogreška.
    .advice = Pokušajte ponovno za nekoliko minuta.
