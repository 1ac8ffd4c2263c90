### Slovenian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = storitev
skip-to-content = Skoči na vsebino
language-switch = Jezik
footer-help = Pomoč
footer-privacy = Obvestilo o zasebnosti
footer-accessibility = Izjava o dostopnosti
footer-get-eid = Kako pridobiti eID
banner-demo = Demo Evropa: tukaj je vse simulirano, vse osebe so izmišljene.
banner-test = Preizkusno okolje: tukaj ne uporabljajte pravega eID.
footer-unread = Tega prevoda še ni prebral nihče, ki mu je jezik materni. Sporočite nam, kaj bi bilo treba izboljšati.
steps-label = Koraki vaše prijave
step-country = Izbira države
step-home = Prijava v svoji državi
step-back = Nazaj na storitev
time-left-title = Ali potrebujete več časa?
time-left-body = Vaša prijava tukaj se bo končala čez približno dve minuti. Lahko dobite več časa in nič se ne bo izgubilo.
time-left-more = Želim več časa
time-left-last = Vaša prijava tukaj poteče čez približno dve minuti in je ni več mogoče podaljšati. Dokončajte jo zdaj ali pa se vrnite v storitev in začnite znova.
eu-institutions = institucije EU
logging-in-to = Prijavljate se v storitev: { $service }
service-of = Ponudnik storitve: { $organisation }
next = Naprej
cancel = Prekliči
cancel-back-to = Prekliči in se vrni na storitev: { $service }

## The page where one chooses how to log in.

chooser-title = Kako se želite prijaviti?
chooser-legend = Izberite svojo elektronsko identiteto
chooser-eidas = Evropski eID
chooser-eidas-hint = Uporabite elektronsko identiteto svoje države v EU ali EGP.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Izberite državo svojega eID
country-intro = Prijavite se z elektronsko identiteto, ki jo uporabljate v svoji državi. Preusmerili vas bomo v vašo državo, nato se vrnete sem.
country-level = { $service } zahteva eID z ravnjo zanesljivosti »{ $level }« ali višjo.
country-level-highest = { $service } zahteva eID z ravnjo zanesljivosti »{ $level }«, ki je najvišja.
country-eids = Uporabite lahko: { $eids }
country-more = Storitev zahteva tudi te podatke o vas. Pošljejo se le, če jih vaša država ima, prijavite pa se lahko tudi brez njih.
country-companies = Ta storitev je za podjetja in druge organizacije. V svoji državi se prijavite za eno od njih: pošljeta se njeno ime in identifikator.
country-companies-acting = Če delujete v njenem imenu, se pošljejo tudi vaše ime, datum rojstva in identifikator.
country-companies-alone = Tu velja le elektronska identiteta same organizacije: s svojo ne morete delovati v njenem imenu.
country-companies-more = Storitev zahteva tudi te podatke o organizaciji. Pošljejo se le, če jih vaša država ima, prijavite pa se lahko tudi brez njih.
country-legend = Države, ki jih lahko izberete
country-search = Išči državo
country-search-button = Išči
country-show-all = Prikaži vse države
country-none = Nobena država ne ustreza iskanju »{ $query }«.
country-count = { $count ->
    [one] { $count } država
    [two] { $count } državi
    [few] { $count } države
   *[other] { $count } držav
}
country-choose-first = Preden nadaljujete, izberite državo.
country-not-possible = Te države za to prijavo trenutno ni mogoče uporabiti. Izberite drugo.
country-unavailable-legend = Države, ki jih trenutno ni mogoče uporabiti
country-suggested = Predlog za vas
country-last-time = Nazadnje izbrano v tej napravi
country-forget = Pozabi mojo izbiro
country-by-service = Predlog storitve
country-by-language = Predlog glede na jezik vašega brskalnika
country-not-connected = Te države tukaj še ni mogoče izbrati: { $country }.
country-failing = Veliko prijav iz te države trenutno ne uspe
country-missing-title = Moje države ni tukaj
country-missing-body = Izberete lahko države s priznanim eID, ki so povezane z nami. Vaša država bo morda povezana pozneje. Če imate eID druge države, lahko uporabite tega. Sicer se vrnite in storitev vprašajte za drug način.
reason-level = Nima eID zahtevane ravni
reason-service-unknown = Storitev ni registrirana za to državo
reason-incomplete = Ta država ne posreduje podatkov, ki so potrebni za prijavo
reason-unavailable = S to državo se ne moremo povezati
reason-starting = Povezava se vzpostavlja; poskusite znova čez trenutek
reason-suspended = Začasno zaprto
since = od: { $time }
level-low = nizka
level-substantial = srednja
level-high = visoka

## The page that leads to the other country.

send-title = Preusmerjamo vas: { $country }
send-body = Tam se prijavite s svojim eID. Nato se samodejno vrnete sem.
send-button = Nadaljuj: { $country }
send-time-limit = { $minutes ->
    [one] Za prijavo imate približno { $minutes } minuto.
    [two] Za prijavo imate približno { $minutes } minuti.
    [few] Za prijavo imate približno { $minutes } minute.
   *[other] Za prijavo imate približno { $minutes } minut.
}
send-again-title = Ali ste se vrnili brez prijave { $in_country }?
send-again-body = Enkrat smo vas tja že preusmerili. Poskusite lahko znova ali izberete drugo državo.
send-choose-another = Izberi drugo državo

## The page that leads back to the service.

continue-title = Prijava je uspela
continue-body = Preusmerjamo vas nazaj na storitev: { $service }.
continue-button = Nadaljuj na storitev: { $service }
wait-title = Trenutek, prosimo
wait-body = Vaša prijava se še preverja. Čez trenutek pritisnite gumb.
wait-button = Preveri znova

## Too many log in at once, and a place in the queue is kept.

queue-title = Ste v čakalni vrsti
queue-body = Trenutno se prijavlja veliko ljudi. Svoje mesto obdržite, dokler je ta stran odprta. Ko boste na vrsti, se bo stran nadaljevala sama.
queue-press = Trenutno se prijavlja veliko ljudi. Svoje mesto obdržite. Ko boste na vrsti, pritisnite gumb.
queue-minutes = { $minutes ->
    [one] Trajalo bo približno { $minutes } minuto.
    [two] Trajalo bo približno { $minutes } minuti.
    [few] Trajalo bo približno { $minutes } minute.
   *[other] Trajalo bo približno { $minutes } minut.
}

## Whom one can ask when something did not work.

contact-title = Koga lahko vprašate
contact-country = Pomoč glede eID { $in_country }
contact-eid = Pomoč: { $eid }
contact-service = Pomoč storitve: { $service }
contact-ours = Pomoč te storitve za prijavo
contact-phone = Telefon
contact-email = E‑pošta
contact-web = Spletna stran
contact-hours = Delovni čas
contact-languages = Jeziki

## The front page, for whom came here by chance.

front-title = Prijava prek meja Evrope
front-body = To je prehod za prijavo. Sem se pride iz javne storitve, ki jo želite uporabiti, in ne neposredno. Odprite storitev in tam izberite prijavo.
front-developers = Za tiste, ki priključujejo storitev ali državo

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] v Avstriji
    [BE] v Belgiji
    [BG] v Bolgariji
    [CY] na Cipru
    [CZ] na Češkem
    [DE] v Nemčiji
    [DK] na Danskem
    [EE] v Estoniji
    [EL] v Grčiji
    [ES] v Španiji
    [EU] v institucijah EU
    [FI] na Finskem
    [FR] v Franciji
    [HR] na Hrvaškem
    [HU] na Madžarskem
    [IE] na Irskem
    [IS] na Islandiji
    [IT] v Italiji
    [LI] v Lihtenštajnu
    [LT] v Litvi
    [LU] v Luksemburgu
    [LV] v Latviji
    [MT] na Malti
    [NL] na Nizozemskem
    [NO] na Norveškem
    [PL] na Poljskem
    [PT] na Portugalskem
    [RO] v Romuniji
    [SE] na Švedskem
    [SI] v Sloveniji
    [SK] na Slovaškem
   *[other] v državi { $country }
}

## The page that shows what would be sent to another country.

consent-title = Ali naj pošljemo vaše podatke storitvi za prijavo { $in_country }?
consent-body = { $service } sprašuje, kdo ste. Če privolite, bodo ti podatki poslani storitvi za prijavo { $in_country }, ki jih bo posredovala storitvi: { $service }. Doslej ni bilo poslano nič.
consent-unnotified = Samo v preizkusu: { $eid } ni odobren za uporabo v drugih državah.
consent-caption = Kaj bo poslano
consent-level = Raven zanesljivosti
consent-level-value = { $level }, { $eid }
consent-level-why = Da storitev ve, kako varno ste se prijavili.
consent-unsent-title = Kaj ne bo poslano
consent-unsent-number = Vaša nacionalna identifikacijska številka. Poslan bo identifikator, ustvarjen samo za to državo: { $country }.
consent-unsent-asked = Kaj je storitev še zahtevala:
consent-unsent-rest = Vse drugo o vas, na primer kaj počnete drugje.
consent-once = Vaš odgovor velja samo za to prijavo.
consent-if-declined = Če odklonite, se vrnete na storitev, ki o vas ne bo izvedela ničesar.
consent-approve = Pošlji in me prijavi
consent-not-me = To nisem jaz
consent-not-me-hint = So to podatki nekoga drugega? Izberite »To nisem jaz«. Poslano ne bo nič, vi pa se lahko prijavite s svojim eID.
consent-decline = Ne pošlji
consent-changed = Podatki so se spremenili, odkar ste jih videli. Preberite jih znova.
consent-remember = { $days ->
    [one] V tem brskalniku me { $days } dan ne sprašujte več, kadar { $service } zahteva enake podatke.
    [two] V tem brskalniku me { $days } dneva ne sprašujte več, kadar { $service } zahteva enake podatke.
    [few] V tem brskalniku me { $days } dni ne sprašujte več, kadar { $service } zahteva enake podatke.
   *[other] V tem brskalniku me { $days } dni ne sprašujte več, kadar { $service } zahteva enake podatke.
}
consent-remember-hint = S svojim eID se kljub temu prijavite vsakič. Če se kaj spremeni, vas bomo vprašali znova. Tega ne označite v računalniku, ki ga uporabljajo tudi drugi.
consent-remembered = Ta brskalnik si zapomni storitve, za katere ste že dali privolitev.
consent-forget = Vprašaj me vsakič
consent-identifier = Identifikator
consent-identifier-why = Da vas storitev naslednjič prepozna.
consent-family-name = Priimek
consent-given-name = Ime
consent-name-why = Da vas storitev lahko nagovori in najde vašo zadevo.
consent-birthdate = Datum rojstva
consent-birthdate-why = Da vas storitev ne zamenja z drugimi osebami z enakim imenom.
consent-birth-name = Ime in priimek ob rojstvu
consent-birthplace = Kraj rojstva
consent-birth-country = Država rojstva
consent-birth-town = Naselje rojstva
consent-address = Naslov
consent-gender = Spol
consent-phone = Telefonska številka
consent-email = E‑poštni naslov
consent-nationality = Državljanstvo
consent-residence = Država prebivališča
consent-e-justice-role = Vloga v sistemu e-Justice
consent-legal-name = Ime podjetja ali organizacije
consent-legal-identifier = Identifikator podjetja ali organizacije
consent-vat = Identifikacijska številka za DDV
consent-tax = Davčna številka
consent-eu-identifier = Evropski identifikator družbe (EUID)
consent-lei = Identifikator pravnega subjekta (LEI)
consent-eori = Carinska številka (EORI)
consent-excise = Trošarinska številka (SEED)
consent-sic = Šifra dejavnosti (SIC)
consent-asked-why = To je zahtevala storitev.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Prijava v storitev { $in_country }
national-abroad-body = { $service } { $in_country } sprašuje, kdo ste. Prijavite se z norveškim eID. Preden se karkoli pošlje, boste videli, kaj je to, in lahko odklonite.
national-some-service = Storitev
national-nameless = storitev { $in_country }
national-level = Potreben je eID z ravnjo zanesljivosti »{ $level }« ali višjo.
national-level-highest = Potreben je eID z ravnjo zanesljivosti »{ $level }«, ki je najvišja.
national-nobody = Za to prijavo trenutno ni mogoče uporabiti nobenega eID.
national-greyed-legend = eID, ki jih trenutno ni mogoče uporabiti
national-why-planned = Še ni odobreno za uporabo v drugih državah
national-why-pre-notified = Odobritev za uporabo v drugih državah je v teku
national-why-level = Ne dosega potrebne ravni
national-why-no-terms = Ni dogovora o uporabi v zasebnih podjetjih { $in_country }
national-why-suspended = Začasno zaprto
national-why-unavailable = Trenutno se ne odziva
national-unnotified = Samo v preizkusu: ni odobreno za uporabo v drugih državah
national-choose-first = Preden nadaljujete, izberite eID.
national-not-possible = Tega eID za to prijavo trenutno ni mogoče uporabiti. Izberite drugega.
national-just-failed = { $eid } se trenutno ne odziva. Izberite drug eID ali poskusite znova čez trenutek.
national-step-up = Prijavljeni ste, vendar z nižjo ravnjo, kot jo zahteva { $service }. Prijavite se znova z močnejšim eID.
national-persons-title = Izberite preizkusno osebo
national-persons-warning = Samo v preizkusu: vsakdo se lahko prijavi kot katerakoli od njih. Nobena od njih ne obstaja.
national-persons-legend = Kdo želite biti?
national-persons-choose-first = Preden nadaljujete, izberite preizkusno osebo.
national-persons-another = Prijavi se na drug način
national-try-again = Poskusi znova: { $eid }
national-another = Izberi drug eID
national-cancelled = Prijava je bila ustavljena: { $eid }
    .body = Prijavo ste preklicali ali pa { $eid } ne potrjuje, kdo ste. Storitvi { $service } ni bilo poslano nič.
    .advice = Poskusite lahko znova, izberete drug eID ali se vrnete na storitev.
national-failed = Prijava ni uspela: { $eid }
    .body = Prijava ({ $eid }) se je končala z napako. To ni vaša napaka niti napaka storitve { $service }.
    .advice = Poskusite znova ali izberite drug eID.
national-level-too-low = Potrebujete močnejši eID
    .body = Prijava ({ $eid }) ne dosega ravni zanesljivosti, ki jo zahteva { $service }.
    .advice = Izberite močnejši eID.
national-answer-invalid = Odgovora ni bilo mogoče uporabiti: { $eid }
    .body = Odgovor ni prestal naših varnostnih preverjanj, zato vas nismo prijavili. To ni vaša napaka.
    .advice = Poskusite znova. Če se to ponovi, nam sporočite spodnjo referenčno oznako.
national-answer-late = Znova se morate prijaviti: { $eid }
    .body = Ta prijava mora potekati zdaj; prejšnje ni mogoče uporabiti. Odgovor ({ $eid }) se nanaša na starejšo prijavo.
    .advice = Poskusite znova in se prijavite na novo, ko boste k temu pozvani.
national-incomplete = Ni prispelo vse, kar je potrebno: { $eid }
    .body = Nekateri vaši osnovni podatki (ime, datum rojstva, nacionalna številka) v odgovoru manjkajo ali so napačni, zato vas ne moremo prijaviti.
    .advice = Izberite drug eID ali se obrnite na pomoč tistega, ki ste ga uporabili.
national-not-notified = Uporabljenega eID še ni mogoče uporabljati v drugih državah
    .body = Prijavili ste se ({ $eid }), vendar z eID, ki ni odobren za uporabo v drugih državah. Storitvi { $service } ni bilo poslano nič.
    .advice = Poskusite znova in tam izberite odobreni eID.
national-suspended = Začasno zaprto: { $eid }
    .body = Prijava ({ $eid }) je zaprta zaradi varnosti ali vzdrževanja.
    .advice = Izberite drug eID ali poskusite pozneje.
national-unavailable = Trenutno se ne odziva: { $eid }
    .body = Povezave ni mogoče vzpostaviti: { $eid }. To ni vaša napaka niti napaka storitve { $service }.
    .advice = Izberite drug eID ali poskusite znova čez nekaj minut.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitalna denarnica
wallet-description = Osebni identifikacijski podatki v vaši evropski denarnici
wallet-title = Prijava z digitalno denarnico
wallet-body = Od vaše denarnice se zahtevajo ime in priimek, datum rojstva, država in nacionalna identifikacijska številka, da storitev { $service } ve, kdo ste. Enako boste videli v denarnici in se tam odločili.
wallet-privacy = Te podatke posredujemo storitvi { $service } in jih ne hranimo.
wallet-here-title = Denarnica je v tej napravi
wallet-open = Odpri denarnico
wallet-open-other = Odpri drugo denarnico
wallet-here-hint = { $minutes ->
    [one] Povezava velja { $minutes } minuto. Nato se samodejno vrnete sem.
    [two] Povezava velja { $minutes } minuti. Nato se samodejno vrnete sem.
    [few] Povezava velja { $minutes } minute. Nato se samodejno vrnete sem.
   *[other] Povezava velja { $minutes } minut. Nato se samodejno vrnete sem.
}
wallet-elsewhere-title = Denarnica je v drugi napravi
wallet-scan = Kodo odčitajte z denarnico. Odčitajte samo kodo na strani, ki ste jo sami odprli.
wallet-scan-hint = { $minutes ->
    [one] Koda velja { $minutes } minuto. Novo lahko dobite kadar koli.
    [two] Koda velja { $minutes } minuti. Novo lahko dobite kadar koli.
    [few] Koda velja { $minutes } minute. Novo lahko dobite kadar koli.
   *[other] Koda velja { $minutes } minut. Novo lahko dobite kadar koli.
}
wallet-qr-alternative = Koda QR, ki odpre denarnico v drugi napravi. Ista povezava je spodaj zapisana kot besedilo.
wallet-copy = Kode ne morete odčitati?
wallet-copy-label = Kopirajte povezavo in jo odprite v napravi, v kateri je denarnica:
wallet-approved = Potrjeno, nadaljuj
wallet-new-code = Pridobi novo povezavo in kodo
wallet-another = Izberi drug način prijave
wallet-not-yet = Iz denarnice še ni odgovora. Najprej potrdite v denarnici.
wallet-refused = Odgovor v denarnici je bil »ne«. Poslano ni bilo nič. Poskusite lahko znova z novo kodo ali izberete drug način.
wallet-failed = Denarnica na zahtevo ni mogla odgovoriti. Poslano ni bilo nič. Poskusite lahko znova z novo kodo ali izberete drug način.
wallet-expired = Povezava in koda ne veljata več. Za nadaljevanje pridobite novi.
wallet-code-expired = Koda ne velja več. Pridobite novo, če je denarnica v drugi napravi.
wallet-in-another-browser = Denarnica je odgovorila in odprla drug zavihek ali brskalnik. Nadaljujte tam ali začnite znova tukaj.
wallet-browser-title = Naj brskalnik poišče denarnico
wallet-browser-ask = Poišči denarnico
wallet-browser-hint = Brskalnik pokaže denarnice v tej napravi ali se poveže z vašim telefonom. Tam se odločite, kaj se pokaže.
wallet-browser-none = Nobena denarnica ni odgovorila. Poskusite znova ali uporabite drug način na tej strani.
wallet-card-expired = Predloženi dokument je potekel. Predložite drugega ali izberite drug način prijave.
wallet-card-revoked = Predloženi dokument je izdajatelj preklical ali začasno razveljavil. Predložite drugega ali izberite drug način prijave.
wallet-not-taken = Tega, kar je denarnica predložila, ni bilo mogoče uporabiti. Poskusite znova ali izberite drug način prijave.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Prepoznali smo vas
matched-body = Tukaj ste vpisani kot { $name }, s številko, ki se konča na { $end }. Uporabljate lahko storitev { $service }, ki dobi vašo številko.
matched-body-alone = Tukaj ste vpisani kot { $name }, s številko, ki se konča na { $end }. Uporabljate lahko storitev { $service }, ki vaše številke ne dobi.
matched-keep = Naj vas prihodnjič prepoznamo?
matched-keep-hint = Če želite, shranimo, katera številka je vaša. Šifrirana je in odpre jo le vaš eID. Potem registra ob prijavi ne sprašujemo znova.
matched-keep-until = Da, do: { $date }
matched-keep-not = Ne, ne shranite
matched-none-title = Med vpisanimi tukaj vas nismo našli
matched-none-body = Dokazali ste, da ste { $name }. Tega, kar o vas pove vaš eID, ni bilo mogoče povezati z eno osebo v registru.
matched-used = To smo primerjali
matched-differs = V registru je drugače
matched-ways = Kaj lahko storite
matched-link-title = Imate norveški eID?
matched-link-body = Enkrat se prijavite z njim in vedeli bomo, katera številka je vaša. Znova se prijavljati { $in_country } vam ni treba. Storite enako, če imate od zadnjič nov eID.
matched-link = Poveži z { $eid }
matched-update = Če je v registru kaj o vas napačno ali staro, prosite za popravek in se nato prijavite znova.
matched-without = Nadaljuj brez povezave
matched-as-new = Nadaljuj kot nov uporabnik
matched-without-hint = Če ste že vpisani, storitev { $service } ne bo vedela, da ste to vi.
matched-not-linked = Nič ni bilo povezano: vaše ime ali datum rojstva v obeh eID ni enako.
matched-not-proven = Prijava z norveškim eID ni bila dokončana. Nič ni bilo povezano.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Moje prijave
own-receipt = Potrdila o prijavah: kaj je bilo o vas poslano, komu in zakaj
own-title = Moje prijave
own-intro = Tu vidite svoje prijave zadnjih 90 dni in kaj je bilo o vas poslano. Odpre jih le vaš eID.
own-start = Prijava in ogled
own-list = Kaj je bilo poslano
own-none = Ni prijav za prikaz.
own-when = Kdaj
own-to = Komu
own-with = S čim
own-why = Zakaj
own-why-login = Prijavili ste se v to storitev.
own-one = Pokaži samo to potrdilo, za tiskanje
own-all = Pokaži vse moje prijave
own-kept = Kaj lahko končate
own-kept-match = Vaša številka, ki se konča na { $end }, je shranjena do: { $date }.
own-kept-from = { $country }: vaša številka je za eID iz te države shranjena do: { $date }.
own-end-match = Ne shranjuj več
own-export = Shrani kot datoteko (JSON)
own-code-title = Pomoč uporabnikom
own-code-body = Pridobite kodo in jo preberite pomoči uporabnikom. Z njo 15 minut vidijo ta seznam in nič drugega o vas.
own-code-get = Pridobi kodo
own-code = Vaša koda: { $code }. Velja do: { $time }.
own-leave = Zapri moje prijave
own-about = Kaj hranimo
own-about-passed = Kar o vas pove vaš eID, predamo storitvi, v katero se prijavite. Tega nimamo dlje, kot traja prijava.
own-about-yours = Sami lahko končate: prijavo tukaj, soglasja, ki si jih zapomni vaš brskalnik, in številko, ki ste nam jo dovolili shraniti. Seznam prijav se po 90 dneh izbriše sam. Vse je šifrirano in odpre ga le vaš eID ali vaš brskalnik.
own-about-law = Zakon nam nalaga dnevnik prijav, brez vašega imena in številke.
own-about-journal = Če ste bili primerjani z registrom, hranimo tudi to, kar smo primerjali, šifrirano, od 6 do 12 mesecev.
own-about-ask = Želite kaj izbrisati ali vedeti, kaj imamo o vas? Vprašajte tukaj.

## The page of one’s own login here, and logging out.

session-link = Vaša prijava tukaj
session-title = Tukaj ste prijavljeni
session-by = { $minutes ->
    [one] Prijavili ste se pred { $minutes } minuto ({ $eid }). Storitve, ki uporabljajo to prijavo, vas v tem brskalniku spustijo naprej brez ponovnega vprašanja, dokler se prijava ne konča.
    [two] Prijavili ste se pred { $minutes } minutama ({ $eid }). Storitve, ki uporabljajo to prijavo, vas v tem brskalniku spustijo naprej brez ponovnega vprašanja, dokler se prijava ne konča.
    [few] Prijavili ste se pred { $minutes } minutami ({ $eid }). Storitve, ki uporabljajo to prijavo, vas v tem brskalniku spustijo naprej brez ponovnega vprašanja, dokler se prijava ne konča.
   *[other] Prijavili ste se pred { $minutes } minutami ({ $eid }). Storitve, ki uporabljajo to prijavo, vas v tem brskalniku spustijo naprej brez ponovnega vprašanja, dokler se prijava ne konča.
}
session-services = Uporabili ste jo za:
session-logout = Odjava
session-logout-hint = Odjavite se, če ta računalnik uporabljajo tudi drugi.
session-nobody-title = Tukaj niste prijavljeni
session-nobody-body = V tem brskalniku nobena storitev nikogar ne spusti naprej brez nove prijave. Morda ste še vedno prijavljeni v storitvi, ki ste jo uporabili prej: odjavite se tam.
session-asks-title = Ali se želite odjaviti?
session-asks-body = { $service } zahteva konec vaše prijave tukaj.
session-asks-body-nameless = Neka stran zahteva konec vaše prijave tukaj.
session-stay = Ne odjavi me
session-out-title = Odjavljeni ste
session-out-body = Vaša prijava se je končala. V tem brskalniku z njo nihče več ne more vstopiti v nobeno storitev.
session-was-not = Tudi prej tukaj niste bili prijavljeni.
session-closed = Obvestili smo te storitve:
session-open = Morda ste še vedno prijavljeni v teh storitvah:
session-open-hint = Odjavite se tudi tam ali zaprite brskalnik.
session-back = Nadaljuj na storitev: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Poskusi znova: { $country }
error-other-country = Izberi drugo državo
error-back = Nazaj na storitev: { $service }
error-look = Poskusi znova
error-help = Poišči pomoč
error-reference = Referenčna oznaka
error-reference-hint = Navedite to oznako, če se obrnete na pomoč. O vas ne pove ničesar.
error-cancelled = Ustavili ste prijavo { $in_country }
    .body = Storitvi { $service } ni bilo poslano nič.
    .advice = Lahko se vrnete na storitev, poskusite znova ali izberete drugo državo.
error-not-confirmed = Ni bilo potrjeno, kdo ste ({ $country })
    .body = Morda je bila koda napačna, je vaš eID zaklenjen ali potekel ali pa ste prijavo tam prekinili. Storitvi { $service } ni bilo poslano nič.
    .advice = Poskusite znova. Če je vaš eID zaklenjen, ga lahko odklene samo njegova lastna pomoč.
error-peer-failed = Prijava ni uspela ({ $country })
    .body = Prijava { $in_country } se je končala z napako. To ni vaša napaka niti napaka storitve { $service }.
    .advice = Poskusite znova. Če se to ponovi, ve več pomoč vašega eID.
error-level-too-low = Potreben je močnejši eID
    .body = Uporabljeni eID ne dosega ravni zanesljivosti, ki jo zahteva { $service }.
    .advice = Poskusite znova z močnejšim eID, če ga vaša država ponuja.
error-answer-invalid = Odgovora ni bilo mogoče uporabiti ({ $country })
    .body = Odgovor ni prestal naših varnostnih preverjanj, zato vas nismo prijavili. To ni vaša napaka.
    .advice = Poskusite znova. Če se to ponovi, nam sporočite spodnjo referenčno oznako.
error-answer-late = Odgovor je prispel prepozno
    .body = Zaradi vaše varnosti odgovor iz druge države velja samo nekaj minut.
    .advice = Poskusite znova; države vam ni treba ponovno izbrati.
error-answer-used = Ta prijava je že bila uporabljena
    .body = Isti odgovor je mogoče uporabiti samo enkrat. Morda ste znova naložili staro stran.
    .advice = Vrnite se na storitev. Če tam niste prijavljeni, začnite znova.
error-incomplete = Ni prispelo vse, kar je potrebno ({ $country })
    .body = Nekateri vaši osnovni podatki (ime, datum rojstva, identifikator) v odgovoru manjkajo, zato vas ne moremo prijaviti.
    .advice = Pomoč vašega eID ve, katere podatke pošilja. Poskusite lahko znova ali izberete drugo državo.
error-representation = Tukaj se lahko prijavite samo v svojem imenu
    .body = Po odgovoru sodeč ({ $country }) delujete v imenu nekoga drugega. { $service } tega ne more sprejeti.
    .advice = Poskusite znova in se prijavite v svojem imenu.
error-another-level = Potreben je drug eID
    .body = { $service } sprejema samo določene ravni zanesljivosti, vaša prijava pa je imela drugo. O vas ni bilo poslano nič.
    .advice = Prijavite se z drugim eID ali pa se vrnite na storitev.
error-another-person = Niste oseba, ki jo je storitev pričakovala
    .body = { $service } sprašuje po osebi, ki je storitev uporabljala prej, vi pa ste se prijavili kot nekdo drug. O vas ni bilo poslano nič.
    .advice = Poskusite znova z eID te osebe, če je vaš, ali pa se vrnite na storitev in tam začnite znova.
error-country-unavailable = S to državo se trenutno ne moremo povezati: { $country }
    .body = Trenutno nimamo veljavne povezave s storitvijo za prijavo { $in_country }. To ni vaša napaka.
    .advice = Poskusite pozneje ali izberite drugo državo, če imate tam eID.
error-country-suspended = Prijava { $in_country } je začasno zaprta
    .body = Prijava { $in_country } je zaprta zaradi varnosti ali vzdrževanja.
    .advice = Poskusite pozneje ali se vrnite na storitev.
error-abroad-suspended = Prijava v storitve { $in_country } je začasno zaprta
    .body = Zaprta je zaradi varnosti ali vzdrževanja. O vas ni bilo poslano nič.
    .advice = Poskusite pozneje ali storitev vprašajte za drug način prijave.
error-abroad-unavailable = Trenutno vas ne moremo preusmeriti nazaj ({ $country })
    .body = Trenutno nimamo veljavne povezave s storitvijo za prijavo { $in_country }. To ni vaša napaka. O vas ni bilo poslano nič.
    .advice = Čez nekaj minut znova odprite storitev in začnite od tam.
error-cookie-missing = Tega brskalnika ne prepoznamo
    .body = Prijava se mora končati v istem brskalniku, v katerem se je začela, piškotki pa morajo biti dovoljeni. To vas varuje pred drugimi, ki bi poskušali uporabiti vašo prijavo.
    .advice = Dovolite piškotke za to spletno mesto, vrnite se na storitev in tam začnite znova.
error-too-many-logins = Hkrati je odprtih preveč prijav
    .body = V tem brskalniku se je začelo toliko prijav, da je bilo treba najstarejšo zapreti. To je bila ena od njih.
    .advice = Vrnite se na storitev in začnite znova.
error-flow-expired = Prijava je trajala predolgo
    .body = Zaradi vaše varnosti se mora prijava končati v { $minutes } min.
    .advice = Vrnite se na storitev in začnite znova.
error-flow-unknown = Ta prijava ne obstaja več
    .body = Morda ste odprli zaznamek ali staro stran. Prijava se lahko začne samo v storitvi, ki jo želite uporabiti.
    .advice = Odprite storitev in se prijavite od tam.
error-flow-finished = Ta prijava je že končana
    .body = Preusmerili smo vas že na storitev: { $service }.
    .advice = Nadaljujte v storitvi. Če tam niste prijavljeni, začnite znova.
error-foreign-request-invalid = Storitev za prijavo druge države je poslala nekaj, česar ne moremo uporabiti
    .body = Njena zahteva ni prestala naših varnostnih preverjanj, zato vas nismo prosili za prijavo. To ni vaša napaka.
    .advice = Vrnite se na storitev, s katere ste prišli, in poskusite znova. Če se to ponovi, obvestite to storitev.
error-foreign-request-late = Zahteva iz druge države je prestara
    .body = Zaradi vaše varnosti zahteva za prijavo velja samo nekaj minut. Morda ste odprli staro stran.
    .advice = Vrnite se na storitev, s katere ste prišli, in začnite znova.
error-foreign-request-used = Ta prijava se je enkrat že začela
    .body = Isto zahtevo je mogoče uporabiti samo enkrat. Morda ste znova naložili staro stran.
    .advice = Vrnite se na storitev, s katere ste prišli, in začnite znova.
error-nothing-to-send = Ne moremo vas prijaviti ({ $country })
    .body = Izkazali ste, kdo ste, vendar manjka nekaj, kar je { $in_country } obvezno: ime, priimek, datum rojstva ali priznana raven zanesljivosti. O vas ni bilo poslano nič.
    .advice = Lahko se vrnete na storitev, ki bo obveščena, da prijava ni uspela.
error-not-abroad = Nacionalni eID niso odprti za druge države
    .body = Drugim evropskim državam od tod še ni bil priglašen noben nacionalni eID ali pa so vsi zaprti. Zato na tem naslovu ni ničesar za objavo.
    .advice = Uporabite drug način prijave, ki ga ponuja storitev.
error-not-for-people = Tukaj ni ničesar za ogled
    .body = Ta naslov sprejema sporočila med storitvami za prijavo evropskih držav.
    .advice = Odprite storitev, ki jo želite uporabiti, in se prijavite od tam.
error-client-unknown = Storitve, ki vas je poslala, ne poznamo
    .body = Storitev tukaj ni registrirana ali pa je navedla napačen povratni naslov. Zato vas ne moremo samodejno vrniti.
    .advice = O tem obvestite storitev. Napaka je njena, ne vaša.
error-request-invalid = Storitev je poslala nekaj, česar ne moremo uporabiti
    .body = Zahteva storitve za prijavo vsebuje napako. To ni vaša napaka.
    .advice = Vrnite se na storitev in poskusite znova. Če se to ponovi, obvestite storitev.
error-logout-expired = To vprašanje je prestaro
    .body = Na zahtevo za odjavo je treba odgovoriti v desetih minutah. Niste odjavljeni.
    .advice = Za odjavo odprite »Vaša prijava tukaj« na dnu te strani.
error-logout-hint = Niste odjavljeni: dokazilo storitve o vaši prijavi ni veljavno
    .body = Storitev je poslala identifikacijski žeton (id_token_hint), ki ji ga nismo izdali. To ni vaša napaka.
    .advice = Za odjavo odprite »Vaša prijava tukaj« na dnu te strani. Če se to ponovi, obvestite storitev.
error-logout-invalid = Niste odjavljeni: storitev je poslala nekaj, česar ne moremo uporabiti
    .body = Zahteva za odjavo vsebuje napako ali pa prihaja iz storitve, ki je ne poznamo. To ni vaša napaka.
    .advice = Za odjavo odprite »Vaša prijava tukaj« na dnu te strani. Če se to ponovi, obvestite storitev.
error-logout-return = Niste odjavljeni: storitev je navedla napačen povratni naslov
    .body = Naslov za vrnitev po odjavi (post_logout_redirect_uri) za storitev ni registriran natančno znak za znakom. To ni vaša napaka.
    .advice = Za odjavo odprite »Vaša prijava tukaj« na dnu te strani. Če se to ponovi, obvestite storitev.
error-too-many-attempts = Preveč poskusov te prijave
    .body = Med to prijavo smo vas trikrat preusmerili, odgovora pa ni bilo.
    .advice = Vrnite se na storitev in začnite znova.
error-busy = Trenutno se prijavlja preveč ljudi
    .body = Za kratek čas ne sprejemamo novih prijav. To ni vaša napaka in ne vpliva na nikogar, ki je že začel.
    .advice = Počakajte malo, vrnite se na storitev in poskusite znova.
error-not-found = Ta stran ne obstaja
    .body = Naslov je napačen ali star.
    .advice = Odprite storitev, ki jo želite uporabiti, in se prijavite od tam.
error-internal = Na naši strani je šlo nekaj narobe
    .body = To ni vaša napaka. Storitvi ni bilo poslano nič.
    .advice = Poskusite znova čez trenutek. Če se to ponovi, nam sporočite spodnjo referenčno oznako.
error-unavailable = Trenutno ne moremo prijaviti nikogar
    .body = Storitev za prijavo se ponovno zaganja ali je v okvari. To ni vaša napaka.
    .advice = Poskusite znova čez nekaj minut.
