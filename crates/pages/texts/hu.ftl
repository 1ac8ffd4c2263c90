### Hungarian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = a szolgáltatás
skip-to-content = Ugrás a tartalomra
language-switch = Nyelv
footer-help = Súgó
footer-privacy = Adatkezelési tájékoztató
footer-accessibility = Akadálymentességi nyilatkozat
footer-get-eid = Hogyan szerezhető eID
banner-demo = Demó-Európa: itt minden szimuláció, és minden személy kitalált.
banner-test = Tesztkörnyezet: itt ne használjon valódi eID‑t.
footer-unread = Ezt a fordítást még nem olvasta anyanyelvi beszélő. Írja meg nekünk, min kellene javítani.
steps-label = A bejelentkezés lépései
step-country = Ország kiválasztása
step-home = Bejelentkezés a saját országban
step-back = Vissza a szolgáltatáshoz
time-left-title = Több időre van szüksége?
time-left-body = Az itteni bejelentkezése körülbelül két perc múlva lejár. Kérhet több időt, és semmi sem vész el.
time-left-more = Több időt kérek
time-left-last = A bejelentkezése itt körülbelül két perc múlva lejár, és már nem hosszabbítható meg. Fejezze be most, vagy menjen vissza a szolgáltatáshoz, és kezdje újra.
eu-institutions = az EU intézményei
logging-in-to = Bejelentkezés ide: { $service }
service-of = A szolgáltatás nyújtója: { $organisation }
next = Tovább
cancel = Mégse
cancel-back-to = Mégse, vissza ide: { $service }

## The page where one chooses how to log in.

chooser-title = Hogyan szeretne bejelentkezni?
chooser-legend = Válassza ki elektronikus azonosítóját
chooser-eidas = Európai eID
chooser-eidas-hint = Használja saját EU- vagy EGT-országának elektronikus azonosítóját.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Válassza ki eID‑je országát
country-intro = Azzal az elektronikus azonosítóval jelentkezik be, amelyet otthon is használ. Átirányítjuk a saját országába, utána pedig ide tér vissza.
country-level = { $service } legalább „{ $level }” biztonsági szintű eID‑t kér.
country-level-highest = { $service } „{ $level }” biztonsági szintű eID‑t kér, ez a legmagasabb szint.
country-eids = Használható: { $eids }
country-more = A szolgáltatás ezeket az adatokat is kéri Önről. Csak akkor küldjük el őket, ha az országa rendelkezik velük, és nélkülük is bejelentkezhet.
country-companies = Ez a szolgáltatás cégeknek és más szervezeteknek szól. Otthon ezek egyikének nevében jelentkezik be: a szervezet nevét és azonosítóját küldjük el.
country-companies-acting = Ha a szervezet nevében jár el, az Ön nevét, születési idejét és azonosítóját is elküldjük.
country-companies-alone = Itt csak a szervezet saját elektronikus azonosítója használható: a sajátjával nem járhat el a nevében.
country-companies-more = A szolgáltatás ezeket az adatokat is kéri a szervezetről. Csak akkor küldjük el őket, ha az országa rendelkezik velük, és nélkülük is bejelentkezhet.
country-legend = Választható országok
country-search = Ország keresése
country-search-button = Keresés
country-show-all = Minden ország megjelenítése
country-none = Nincs találat erre: „{ $query }”.
country-count = { $count ->
    [one] Egy ország
   *[other] { $count } ország
}
country-choose-first = A folytatáshoz válasszon országot.
country-not-possible = Ez az ország most nem használható ehhez a bejelentkezéshez. Válasszon másikat.
country-unavailable-legend = Most nem használható országok
country-suggested = Javaslat Önnek
country-last-time = Legutóbb ezen az eszközön választotta
country-forget = A választásom elfelejtése
country-by-service = A szolgáltatás javaslata
country-by-language = Javaslat a böngésző nyelve alapján
country-not-connected = Ez az ország itt még nem választható: { $country }.
country-failing = Ebből az országból most sok bejelentkezés sikertelen
country-missing-title = Az országom nincs itt
country-missing-body = Azok az országok választhatók, amelyek elismert eID‑vel rendelkeznek, és kapcsolódnak hozzánk. Az Ön országa később is csatlakozhat. Ha van eID‑je egy másik országból, használhatja azt. Ha nincs, menjen vissza, és kérdezze meg a szolgáltatást, van‑e más mód.
reason-level = Nincs a kért szintnek megfelelő eID‑je
reason-service-unknown = A szolgáltatás nincs regisztrálva ehhez az országhoz
reason-incomplete = Ez az ország nem adja át a bejelentkezéshez szükséges adatokat
reason-unavailable = Ezt az országot nem érjük el
reason-starting = A kapcsolódás folyamatban van; próbálja újra néhány pillanat múlva
reason-suspended = Átmenetileg zárva
since = ettől kezdve: { $time }
level-low = alacsony
level-substantial = jelentős
level-high = magas

## The page that leads to the other country.

send-title = Átirányítjuk ide: { $country }
send-body = Ott a saját eID‑jével jelentkezik be. Utána automatikusan ide tér vissza.
send-button = Tovább ide: { $country }
send-time-limit = { $minutes ->
    [one] A bejelentkezésre körülbelül egy perce van.
   *[other] A bejelentkezésre körülbelül { $minutes } perce van.
}
send-again-title = Bejelentkezés nélkül tért vissza? ({ $country })
send-again-body = Egyszer már átirányítottuk oda. Próbálja újra, vagy válasszon másik országot.
send-choose-another = Másik ország választása

## The page that leads back to the service.

continue-title = A bejelentkezés sikerült
continue-body = Visszairányítjuk ide: { $service }.
continue-button = Tovább ide: { $service }
wait-title = Egy pillanat
wait-body = A bejelentkezését még ellenőrizzük. Kis idő múlva nyomja meg a gombot.
wait-button = Ellenőrzés újra

## Too many log in at once, and a place in the queue is kept.

queue-title = Ön sorban áll
queue-body = Most sokan jelentkeznek be. Megőrizzük a helyét, amíg ez az oldal nyitva van, és az oldal magától továbblép, amikor sorra kerül.
queue-press = Most sokan jelentkeznek be. Megőrizzük a helyét. Nyomja meg a gombot, amikor sorra kerül.
queue-minutes = { $minutes ->
    [one] Körülbelül egy percig tart.
   *[other] Körülbelül { $minutes } percig tart.
}

## Whom one can ask when something did not work.

contact-title = Kitől kérhet segítséget
contact-country = Segítség az eID‑khez { $in_country }
contact-eid = Segítség: { $eid }
contact-service = Segítség: { $service }
contact-ours = A bejelentkezési szolgáltatás ügyfélszolgálata
contact-phone = Telefon
contact-email = E‑mail
contact-web = Weboldal
contact-hours = Nyitvatartás
contact-languages = Nyelvek

## The front page, for whom came here by chance.

front-title = Bejelentkezés Európa határain át
front-body = Ez egy bejelentkezési átjáró. Ide nem közvetlenül, hanem egy igénybe venni kívánt közszolgáltatásból lehet eljutni. Nyissa meg a szolgáltatást, és ott válassza a bejelentkezést.
front-developers = Azoknak, akik szolgáltatást vagy országot csatlakoztatnak

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Ausztriában
    [BE] Belgiumban
    [BG] Bulgáriában
    [CY] Cipruson
    [CZ] Csehországban
    [DE] Németországban
    [DK] Dániában
    [EE] Észtországban
    [EL] Görögországban
    [ES] Spanyolországban
    [EU] az EU intézményeinél
    [FI] Finnországban
    [FR] Franciaországban
    [HR] Horvátországban
    [HU] Magyarországon
    [IE] Írországban
    [IS] Izlandon
    [IT] Olaszországban
    [LI] Liechtensteinben
    [LT] Litvániában
    [LU] Luxemburgban
    [LV] Lettországban
    [MT] Máltán
    [NL] Hollandiában
    [NO] Norvégiában
    [PL] Lengyelországban
    [PT] Portugáliában
    [RO] Romániában
    [SE] Svédországban
    [SI] Szlovéniában
    [SK] Szlovákiában
   *[other] ebben az országban: { $country }
}

## The page that shows what would be sent to another country.

consent-title = Elküldjük az adatait? Címzett ország: { $country }
consent-body = { $service } azt kérdezi, ki Ön. Ha hozzájárul, ezeket az adatokat elküldjük a bejelentkezési szolgáltatásnak ({ $country }), amely továbbadja őket ide: { $service }. Eddig semmit sem küldtünk el.
consent-unnotified = Csak tesztben: { $eid } nincs jóváhagyva más országokban való használatra.
consent-caption = Amit elküldenénk
consent-level = Biztonsági szint
consent-level-value = { $level }, { $eid }
consent-level-why = Hogy a szolgáltatás tudja, mennyire biztonságosan jelentkezett be.
consent-unsent-title = Amit nem küldünk el
consent-unsent-number = Az Ön nemzeti azonosító száma. A címzett ({ $country }) csak a számára létrehozott azonosítót kap.
consent-unsent-asked = Amit a szolgáltatás még kért:
consent-unsent-rest = Bármi más Önről, például az, hogy mit tesz máshol.
consent-once = A válasza csak erre a bejelentkezésre érvényes.
consent-if-declined = Ha nemet mond, visszatér a szolgáltatáshoz, amely semmit sem tud meg Önről.
consent-approve = Küldés és bejelentkezés
consent-not-me = Ez nem én vagyok
consent-not-me-hint = Ezek valaki más adatai? Válassza az „Ez nem én vagyok” lehetőséget. Semmit sem küldünk el, és bejelentkezhet a saját eID‑jével.
consent-decline = Ne küldjék el
consent-changed = Az adatok megváltoztak azóta, hogy látta őket. Kérjük, olvassa el őket újra.
consent-remember = { $days ->
    [one] Ebben a böngészőben egy napig ne kérdezzenek újra, ha ugyanezeket az adatokat kéri: { $service }.
   *[other] Ebben a böngészőben { $days } napig ne kérdezzenek újra, ha ugyanezeket az adatokat kéri: { $service }.
}
consent-remember-hint = Az eID‑jével ettől még minden alkalommal be kell jelentkeznie. Ha bármi megváltozik, újra megkérdezzük. Ne jelölje be olyan számítógépen, amelyet mások is használnak.
consent-remembered = Ez a böngésző megjegyzi azokat a szolgáltatásokat, amelyekhez korábban hozzájárult.
consent-forget = Kérdezzenek meg minden alkalommal
consent-identifier = Azonosító
consent-identifier-why = Hogy a szolgáltatás legközelebb felismerje.
consent-family-name = Családi név
consent-given-name = Utónév
consent-name-why = Hogy a szolgáltatás megszólíthassa, és megtalálja az ügyét.
consent-birthdate = Születési idő
consent-birthdate-why = Hogy a szolgáltatás ne tévessze össze más, azonos nevű személyekkel.
consent-birth-name = Születési név
consent-birthplace = Születési hely
consent-birth-country = Születési ország
consent-birth-town = Születés szerinti település
consent-address = Lakcím
consent-gender = Nem
consent-phone = Telefonszám
consent-email = E‑mail-cím
consent-nationality = Állampolgárság
consent-residence = Lakóhely szerinti ország
consent-e-justice-role = Szerepkör az e-Justice rendszerben
consent-legal-name = A cég vagy szervezet neve
consent-legal-identifier = A cég vagy szervezet azonosítója
consent-vat = Héaazonosító szám
consent-tax = Adószám
consent-eu-identifier = A társaság európai azonosítója (EUID)
consent-lei = Jogalany-azonosító (LEI)
consent-eori = Vámazonosító szám (EORI)
consent-excise = Jövedéki szám (SEED)
consent-sic = Tevékenységi kód (SIC)
consent-asked-why = A szolgáltatás kérte.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Bejelentkezés egy szolgáltatásba { $in_country }
national-abroad-body = { $service } ({ $country }) azt kérdezi, ki Ön. Norvég eID‑vel jelentkezik be. Mielőtt bármit elküldenénk, látni fogja, mi az, és nemet mondhat.
national-some-service = Egy szolgáltatás
national-nameless = a szolgáltatás ({ $country })
national-level = Legalább „{ $level }” biztonsági szintű eID szükséges.
national-level-highest = „{ $level }” biztonsági szintű eID szükséges, ez a legmagasabb szint.
national-nobody = Ehhez a bejelentkezéshez most egyetlen eID sem használható.
national-greyed-legend = Most nem használható eID‑k
national-why-planned = Más országokban való használatra még nincs jóváhagyva
national-why-pre-notified = Jóváhagyása más országokban való használatra folyamatban van
national-why-level = Nem éri el a szükséges szintet
national-why-no-terms = Nincs megállapodás a magáncégek általi használatáról { $in_country }
national-why-suspended = Átmenetileg zárva
national-why-unavailable = Most nem válaszol
national-unnotified = Csak tesztben: nincs jóváhagyva más országokban való használatra
national-choose-first = A folytatáshoz válasszon eID‑t.
national-not-possible = Ez az eID most nem használható ehhez a bejelentkezéshez. Válasszon másikat.
national-just-failed = { $eid } most nem válaszol. Válasszon másik eID‑t, vagy próbálja újra néhány pillanat múlva.
national-step-up = Bejelentkezett, de alacsonyabb szinten, mint amit a szolgáltatás ({ $service }) megkövetel. Jelentkezzen be újra erősebb eID‑vel.
national-persons-title = Válasszon tesztszemélyt
national-persons-warning = Csak tesztben: bárki bejelentkezhet bármelyikükként. Egyikük sem létezik.
national-persons-legend = Ki szeretne lenni?
national-persons-choose-first = A folytatáshoz válasszon tesztszemélyt.
national-persons-another = Bejelentkezés más módon
national-try-again = Próbálja újra: { $eid }
national-another = Másik eID választása
national-cancelled = A bejelentkezés megszakadt: { $eid }
    .body = Ön megszakította, vagy { $eid } nem igazolta, ki Ön. Semmit sem küldtünk ide: { $service }.
    .advice = Próbálja újra, válasszon másik eID‑t, vagy térjen vissza a szolgáltatáshoz.
national-failed = A bejelentkezés nem sikerült: { $eid }
    .body = A bejelentkezés ({ $eid }) hibával ért véget. Nem az Ön hibája, és nem a szolgáltatásé ({ $service }).
    .advice = Próbálja újra, vagy válasszon másik eID‑t.
national-level-too-low = Erősebb eID szükséges
    .body = A bejelentkezés ({ $eid }) nem éri el azt a biztonsági szintet, amelyet a szolgáltatás ({ $service }) megkövetel.
    .advice = Válasszon erősebb eID‑t.
national-answer-invalid = A választ nem tudtuk felhasználni: { $eid }
    .body = A válasz nem felelt meg a biztonsági ellenőrzéseinknek, ezért nem jelentkeztettük be. Nem az Ön hibája.
    .advice = Próbálja újra. Ha ismét előfordul, adja meg nekünk az alábbi hivatkozási számot.
national-answer-late = Újra be kell jelentkeznie: { $eid }
    .body = A bejelentkezésnek most kell megtörténnie; korábbi nem használható. A válasz ({ $eid }) egy régebbi bejelentkezésről szól.
    .advice = Próbálja újra, és jelentkezzen be ismét, amikor erre kérik.
national-incomplete = Nem érkezett meg minden szükséges adat: { $eid }
    .body = Egyes alapadatai (név, születési idő, nemzeti azonosító szám) hiányoztak a válaszból vagy hibásak voltak, ezért nem tudjuk bejelentkeztetni.
    .advice = Válasszon másik eID‑t, vagy kérdezze meg a használt eID ügyfélszolgálatát.
national-not-notified = A használt eID más országokban még nem használható
    .body = Bejelentkezett ({ $eid }), de olyan eID‑vel, amely nincs jóváhagyva más országokban való használatra. Semmit sem küldtünk ide: { $service }.
    .advice = Próbálja újra, és ott válasszon jóváhagyott eID‑t.
national-suspended = Átmenetileg zárva: { $eid }
    .body = A bejelentkezés ({ $eid }) biztonsági okból vagy karbantartás miatt zárva van.
    .advice = Válasszon másik eID‑t, vagy próbálja újra később.
national-unavailable = Most nem válaszol: { $eid }
    .body = Nem tudunk kapcsolatot létesíteni: { $eid }. Nem az Ön hibája, és nem a szolgáltatásé ({ $service }).
    .advice = Válasszon másik eID‑t, vagy próbálja újra néhány perc múlva.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitális tárca
wallet-description = Személyazonosító adatok az európai tárcájában
wallet-title = Bejelentkezés digitális tárcával
wallet-body = A tárcától a nevét, születési idejét, országát és nemzeti azonosító számát kérjük, hogy a szolgáltatás ({ $service }) tudja, ki Ön. Ugyanezt látja a tárcában is, és ott dönt.
wallet-privacy = Az adatokat továbbítjuk ide: { $service }, és nem őrizzük meg őket.
wallet-here-title = A tárca ezen az eszközön van
wallet-open = A tárca megnyitása
wallet-open-other = Másik tárca megnyitása
wallet-here-hint = { $minutes ->
    [one] A hivatkozás egy percig érvényes. Utána automatikusan ide tér vissza.
   *[other] A hivatkozás { $minutes } percig érvényes. Utána automatikusan ide tér vissza.
}
wallet-elsewhere-title = A tárca másik eszközön van
wallet-scan = Olvassa be a kódot a tárcával. Csak olyan oldalon olvasson be kódot, amelyet Ön nyitott meg.
wallet-scan-hint = { $minutes ->
    [one] A kód egy percig érvényes. Bármikor kérhet újat.
   *[other] A kód { $minutes } percig érvényes. Bármikor kérhet újat.
}
wallet-qr-alternative = QR‑kód, amely egy másik eszközön megnyitja a tárcát. Ugyanez a hivatkozás alább szövegként is olvasható.
wallet-copy = Nem tudja beolvasni a kódot?
wallet-copy-label = Másolja ki a hivatkozást, és nyissa meg azon az eszközön, amelyen a tárca van:
wallet-approved = Jóváhagytam, tovább
wallet-new-code = Új hivatkozás és kód kérése
wallet-another = Más bejelentkezési mód választása
wallet-not-yet = A tárcából még nem érkezett válasz. Először hagyja jóvá a tárcában.
wallet-refused = A tárcában a válasz „nem” volt. Semmit sem küldtünk el. Próbálja újra új kóddal, vagy válasszon más módot.
wallet-failed = A tárca nem tudott válaszolni a kérésre. Semmit sem küldtünk el. Próbálja újra új kóddal, vagy válasszon más módot.
wallet-expired = A hivatkozás és a kód már nem érvényes. A folytatáshoz kérjen újat.
wallet-code-expired = A kód már nem érvényes. Kérjen újat, ha a tárca másik eszközön van.
wallet-in-another-browser = A tárca válaszolt, és másik lapot vagy böngészőt nyitott meg. Folytassa ott, vagy kezdje újra itt.
wallet-browser-title = Keresse meg a böngésző a tárcát
wallet-browser-ask = Tárca keresése
wallet-browser-hint = A böngésző megmutatja az ezen az eszközön lévő tárcákat, vagy kapcsolódik a telefonjához. Ott dönti el, mit mutat be.
wallet-browser-none = Egyetlen tárca sem válaszolt. Próbálja újra, vagy válasszon az ezen az oldalon kínált többi mód közül.
wallet-card-expired = A bemutatott igazolás lejárt. Mutasson be másikat, vagy válasszon más bejelentkezési módot.
wallet-card-revoked = A bemutatott igazolást a kibocsátója visszavonta vagy felfüggesztette. Mutasson be másikat, vagy válasszon más bejelentkezési módot.
wallet-not-taken = Amit a tárca bemutatott, azt nem lehetett felhasználni. Próbálja újra, vagy válasszon más bejelentkezési módot.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Felismertük Önt
matched-body = Ön itt { $name } néven szerepel, a száma így végződik: { $end }. Használhatja ezt a szolgáltatást: { $service }. A szolgáltatás megkapja a számát.
matched-body-alone = Ön itt { $name } néven szerepel, a száma így végződik: { $end }. Használhatja ezt a szolgáltatást: { $service }. A szolgáltatás nem kapja meg a számát.
matched-keep = Felismerjük Önt legközelebb is?
matched-keep-hint = Ha szeretné, megőrizzük, melyik szám az Öné. Titkosítva van, és csak a saját eID‑je nyitja meg. Így bejelentkezéskor nem kérdezzük újra a nyilvántartást.
matched-keep-until = Igen, eddig: { $date }
matched-keep-not = Nem, ne őrizzék meg
matched-none-title = Nem találtuk Önt az itt nyilvántartottak között
matched-none-body = Igazolta, hogy Ön { $name }. Amit az eID‑je mond Önről, nem volt egyetlen nyilvántartott személyhez köthető.
matched-used = Ezt hasonlítottuk össze
matched-differs = A nyilvántartásban más
matched-ways = Mit tehet
matched-link-title = Van norvég eID‑je?
matched-link-body = Jelentkezzen be vele egyszer, és tudni fogjuk, melyik szám az Öné. Nem kell újra bejelentkeznie { $in_country }. Tegyen ugyanígy, ha a legutóbbi alkalom óta új eID‑je van.
matched-link = Összekapcsolás: { $eid }
matched-update = Ha a nyilvántartásban valami téves vagy régi Önről, kérje a javítását, és utána jelentkezzen be újra.
matched-without = Tovább összekapcsolás nélkül
matched-as-new = Tovább új felhasználóként
matched-without-hint = Ha már nyilvántartják, { $service } nem fogja tudni, hogy Ön az.
matched-not-linked = Semmit sem kapcsoltunk össze: a neve vagy a születési ideje nem egyezik a két eID‑ben.
matched-not-proven = A bejelentkezés a norvég eID‑vel nem fejeződött be. Semmit sem kapcsoltunk össze.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Bejelentkezéseim
own-receipt = Igazolások a bejelentkezéseiről: mit küldtünk Önről, kinek és miért
own-title = Bejelentkezéseim
own-intro = Itt az elmúlt 90 nap saját bejelentkezéseit látja, és azt, hogy mit küldtünk Önről. Csak a saját eID‑je nyitja meg.
own-start = Bejelentkezés és megtekintés
own-list = Amit elküldtünk
own-none = Nincs megjeleníthető bejelentkezés.
own-when = Mikor
own-to = Kinek
own-with = Mivel
own-why = Miért
own-why-login = Ön bejelentkezett ebbe a szolgáltatásba.
own-one = Csak ez az igazolás, nyomtatáshoz
own-all = Minden bejelentkezésem
own-kept = Amit megszüntethet
own-kept-match = Az így végződő számát: { $end } eddig őrizzük: { $date }
own-kept-from = { $country }: a számát egy ottani eID‑hez eddig őrizzük: { $date }
own-end-match = Ne őrizzék tovább
own-export = Mentés fájlba (JSON)
own-code-title = Segítség az ügyfélszolgálattól
own-code-body = Kérjen kódot, és olvassa fel az ügyfélszolgálatnak. Ezzel 15 percig láthatják ezt a listát, mást nem Önről.
own-code-get = Kód kérése
own-code = Az Ön kódja: { $code }. Eddig érvényes: { $time }.
own-leave = Bejelentkezéseim bezárása
own-about = Mit őrzünk meg
own-about-passed = Amit az eID‑je mond Önről, azt annak a szolgáltatásnak adjuk tovább, amelybe bejelentkezik. Nem tartjuk meg a bejelentkezésnél tovább.
own-about-yours = Ezeket maga megszüntetheti: az itteni bejelentkezését, a böngészője által megjegyzett hozzájárulásokat és a számot, amelyet megőrizhetünk. A bejelentkezések listája 90 nap után magától törlődik. Minden titkosított, és csak az eID‑je vagy a böngészője nyitja meg.
own-about-law = A törvény naplót ír elő a bejelentkezésekről, az Ön neve és száma nélkül.
own-about-journal = Ha egy nyilvántartással összehasonlítottuk, az összehasonlított adatokat is megőrizzük, titkosítva, 6–12 hónapig.
own-about-ask = Szeretne valamit töröltetni, vagy tudni, mi van nálunk Önről? Kérdezzen itt.

## The page of one’s own login here, and logging out.

session-link = Az itteni bejelentkezése
session-title = Itt be van jelentkezve
session-by = { $minutes ->
    [one] Egy perce jelentkezett be ({ $eid }). Az ezt a bejelentkezést használó szolgáltatások ebben a böngészőben újabb kérdés nélkül beengedik, amíg véget nem ér.
   *[other] { $minutes } perce jelentkezett be ({ $eid }). Az ezt a bejelentkezést használó szolgáltatások ebben a böngészőben újabb kérdés nélkül beengedik, amíg véget nem ér.
}
session-services = Ezekhez használta:
session-logout = Kijelentkezés
session-logout-hint = Jelentkezzen ki, ha mások is használják ezt a számítógépet.
session-nobody-title = Itt nincs bejelentkezve
session-nobody-body = Ebben a böngészőben egyetlen szolgáltatás sem enged be senkit új bejelentkezés nélkül. Egy korábban használt szolgáltatásba még be lehet jelentkezve: ott is jelentkezzen ki.
session-asks-title = Ki szeretne jelentkezni?
session-asks-body = { $service } az itteni bejelentkezésének befejezését kéri.
session-asks-body-nameless = Egy oldal az itteni bejelentkezésének befejezését kéri.
session-stay = Maradok bejelentkezve
session-out-title = Kijelentkezett
session-out-body = A bejelentkezése véget ért. Ebben a böngészőben vele már senki sem léphet be egyetlen szolgáltatásba sem.
session-was-not = Korábban sem volt itt bejelentkezve.
session-closed = Ezeket a szolgáltatásokat értesítettük:
session-open = Ezekbe a szolgáltatásokba még be lehet jelentkezve:
session-open-hint = Jelentkezzen ki ott is, vagy zárja be a böngészőt.
session-back = Tovább ide: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Próbálja újra: { $country }
error-other-country = Másik ország választása
error-back = Vissza ide: { $service }
error-look = Próbálja újra
error-help = Segítség kérése
error-reference = Hivatkozási szám
error-reference-hint = Adja meg ezt a számot, ha az ügyfélszolgálathoz fordul. Önről semmit sem árul el.
error-cancelled = Megszakította a bejelentkezést ({ $country })
    .body = Semmit sem küldtünk ide: { $service }.
    .advice = Visszatérhet a szolgáltatáshoz, újra próbálkozhat, vagy másik országot választhat.
error-not-confirmed = Nem igazolták, ki Ön ({ $country })
    .body = Lehet, hogy hibás volt egy kód, az eID‑je zárolt vagy lejárt, vagy Ön ott megszakította a bejelentkezést. Semmit sem küldtünk ide: { $service }.
    .advice = Próbálja újra. Ha az eID‑je zárolt, azt csak a saját ügyfélszolgálata oldhatja fel.
error-peer-failed = A bejelentkezés nem sikerült ({ $country })
    .body = A bejelentkezés { $in_country } hibával ért véget. Nem az Ön hibája, és nem a szolgáltatásé ({ $service }).
    .advice = Próbálja újra. Ha ismét előfordul, az eID‑je ügyfélszolgálata többet tud.
error-level-too-low = Erősebb eID szükséges
    .body = A használt eID nem éri el azt a biztonsági szintet, amelyet a szolgáltatás ({ $service }) megkövetel.
    .advice = Próbálja újra, és válasszon erősebb eID‑t, ha az országa kínál ilyet.
error-answer-invalid = A választ nem tudtuk felhasználni ({ $country })
    .body = A válasz nem felelt meg a biztonsági ellenőrzéseinknek, ezért nem jelentkeztettük be. Nem az Ön hibája.
    .advice = Próbálja újra. Ha ismét előfordul, adja meg nekünk az alábbi hivatkozási számot.
error-answer-late = A válasz túl későn érkezett
    .body = Az Ön biztonsága érdekében a másik országból érkező válasz csak néhány percig érvényes.
    .advice = Próbálja újra; az országot nem kell még egyszer kiválasztania.
error-answer-used = Ezt a bejelentkezést már felhasználták
    .body = Ugyanaz a válasz csak egyszer használható fel. Lehet, hogy egy régi oldalt töltött be újra.
    .advice = Térjen vissza a szolgáltatáshoz. Ha ott nincs bejelentkezve, kezdje újra.
error-incomplete = Nem érkezett meg minden szükséges adat ({ $country })
    .body = Egyes alapadatai (név, születési idő, azonosító) hiányoztak a válaszból, ezért nem tudjuk bejelentkeztetni.
    .advice = Az eID‑je ügyfélszolgálata meg tudja mondani, milyen adatokat küld. Próbálja újra, vagy válasszon másik országot.
error-representation = Itt csak a saját nevében jelentkezhet be
    .body = A kapott válasz ({ $country }) szerint valaki más nevében jár el. { $service } ezt nem tudja fogadni.
    .advice = Próbálja újra, és a saját nevében jelentkezzen be.
error-another-level = Másik eID szükséges
    .body = A szolgáltatás ({ $service }) csak bizonyos biztonsági szinteket fogad el, és az Ön bejelentkezése más szintű volt. Önről semmit sem küldtünk el.
    .advice = Jelentkezzen be másik eID‑vel, vagy térjen vissza a szolgáltatáshoz.
error-another-person = Nem Ön az a személy, akit a szolgáltatás várt
    .body = { $service } azt a személyt kérte, aki korábban használta, Ön pedig másvalakiként jelentkezett be. Önről semmit sem küldtünk el.
    .advice = Próbálja újra annak a személynek az eID‑jével, ha az az Öné, vagy térjen vissza a szolgáltatáshoz, és ott kezdje újra.
error-country-unavailable = Ezt az országot most nem érjük el: { $country }
    .body = Jelenleg nincs érvényes kapcsolatunk a bejelentkezési szolgáltatással { $in_country }. Nem az Ön hibája.
    .advice = Próbálja újra később, vagy válasszon másik országot, ha ott van eID‑je.
error-country-suspended = A bejelentkezés { $in_country } átmenetileg zárva
    .body = A bejelentkezés { $in_country } biztonsági okból vagy karbantartás miatt zárva van.
    .advice = Próbálja újra később, vagy térjen vissza a szolgáltatáshoz.
error-abroad-suspended = A bejelentkezés a szolgáltatásokba { $in_country } átmenetileg zárva
    .body = Biztonsági okból vagy karbantartás miatt zárva van. Önről semmit sem küldtünk el.
    .advice = Próbálja újra később, vagy kérdezze meg a szolgáltatást, van‑e más bejelentkezési mód.
error-abroad-unavailable = Most nem tudjuk visszairányítani ({ $country })
    .body = Jelenleg nincs érvényes kapcsolatunk a bejelentkezési szolgáltatással { $in_country }. Nem az Ön hibája. Önről semmit sem küldtünk el.
    .advice = Néhány perc múlva lépjen be újra a szolgáltatásba, és onnan kezdje.
error-cookie-missing = Ezt a böngészőt nem ismerjük fel
    .body = A bejelentkezésnek ugyanabban a böngészőben kell befejeződnie, amelyben elkezdődött, és engedélyezni kell a sütiket. Ez megvédi attól, hogy mások használják fel a bejelentkezését.
    .advice = Engedélyezze a sütiket ehhez a webhelyhez, térjen vissza a szolgáltatáshoz, és ott kezdje újra.
error-too-many-logins = Túl sok bejelentkezés van nyitva egyszerre
    .body = Ebben a böngészőben annyi bejelentkezés indult, hogy a legrégebbit le kellett zárni. Ez volt az egyik.
    .advice = Térjen vissza a szolgáltatáshoz, és kezdje újra.
error-flow-expired = A bejelentkezés túl sokáig tartott
    .body = Az Ön biztonsága érdekében a bejelentkezést { $minutes } percen belül be kell fejezni.
    .advice = Térjen vissza a szolgáltatáshoz, és kezdje újra.
error-flow-unknown = Ez a bejelentkezés már nem létezik
    .body = Lehet, hogy egy könyvjelzőt vagy egy régi oldalt nyitott meg. Bejelentkezés csak a használni kívánt szolgáltatásnál indulhat.
    .advice = Nyissa meg a szolgáltatást, és onnan jelentkezzen be.
error-flow-finished = Ez a bejelentkezés már befejeződött
    .body = Már továbbirányítottuk ide: { $service }.
    .advice = Folytassa a szolgáltatásban. Ha ott nincs bejelentkezve, kezdje újra.
error-foreign-request-invalid = A másik ország bejelentkezési szolgáltatása olyasmit küldött, amit nem tudunk felhasználni
    .body = A kérése nem felelt meg a biztonsági ellenőrzéseinknek, ezért nem kértük meg, hogy jelentkezzen be. Nem az Ön hibája.
    .advice = Térjen vissza ahhoz a szolgáltatáshoz, ahonnan jött, és próbálja újra. Ha ismét előfordul, jelezze annak a szolgáltatásnak.
error-foreign-request-late = A másik országból érkezett kérés túl régi
    .body = Az Ön biztonsága érdekében a bejelentkezési kérés csak néhány percig érvényes. Lehet, hogy egy régi oldalt nyitott meg.
    .advice = Térjen vissza ahhoz a szolgáltatáshoz, ahonnan jött, és kezdje újra.
error-foreign-request-used = Ezt a bejelentkezést egyszer már elindították
    .body = Ugyanaz a kérés csak egyszer használható fel. Lehet, hogy egy régi oldalt töltött be újra.
    .advice = Térjen vissza ahhoz a szolgáltatáshoz, ahonnan jött, és kezdje újra.
error-nothing-to-send = Nem tudjuk bejelentkeztetni ({ $country })
    .body = Igazolta, ki Ön, de hiányzik valami, ami { $in_country } kötelező: az utónév, a családi név, a születési idő vagy egy elismert biztonsági szint. Önről semmit sem küldtünk el.
    .advice = Visszatérhet a szolgáltatáshoz, amelyet értesítünk, hogy a bejelentkezés nem sikerült.
error-not-abroad = A nemzeti eID‑k nem nyitottak más országok számára
    .body = Innen még egyetlen nemzeti eID‑t sem jelentettek be a többi európai országnak, vagy mindegyik zárva van. Ezért ezen a címen nincs mit közzétenni.
    .advice = Használjon másik, a szolgáltatás által kínált bejelentkezési módot.
error-not-for-people = Itt nincs mit látni
    .body = Ez a cím az európai országok bejelentkezési szolgáltatásai közötti üzeneteket fogadja.
    .advice = Nyissa meg a használni kívánt szolgáltatást, és onnan jelentkezzen be.
error-client-unknown = Nem ismerjük azt a szolgáltatást, amely ide irányította
    .body = A szolgáltatás nincs itt regisztrálva, vagy hibás visszatérési címet adott meg. Ezért nem tudjuk automatikusan visszairányítani.
    .advice = Jelezze ezt a szolgáltatásnak. A hiba náluk van, nem Önnél.
error-request-invalid = A szolgáltatás olyasmit küldött, amit nem tudunk felhasználni
    .body = A szolgáltatás bejelentkezési kérése hibás. Nem az Ön hibája.
    .advice = Térjen vissza a szolgáltatáshoz, és próbálja újra. Ha ismét előfordul, jelezze a szolgáltatásnak.
error-logout-expired = Ez a kérdés túl régi
    .body = A kijelentkezési kérésre tíz percen belül kell válaszolni. Nem jelentkezett ki.
    .advice = A kijelentkezéshez nyissa meg „Az itteni bejelentkezése” hivatkozást az oldal alján.
error-logout-hint = Nem jelentkezett ki: a szolgáltatás igazolása az Ön bejelentkezéséről nem érvényes
    .body = A szolgáltatás olyan azonosító tokent (id_token_hint) küldött, amelyet nem mi adtunk ki neki. Nem az Ön hibája.
    .advice = A kijelentkezéshez nyissa meg „Az itteni bejelentkezése” hivatkozást az oldal alján. Ha ismét előfordul, jelezze a szolgáltatásnak.
error-logout-invalid = Nem jelentkezett ki: a szolgáltatás olyasmit küldött, amit nem tudunk felhasználni
    .body = A kijelentkezési kérés hibás, vagy olyan szolgáltatástól érkezett, amelyet nem ismerünk. Nem az Ön hibája.
    .advice = A kijelentkezéshez nyissa meg „Az itteni bejelentkezése” hivatkozást az oldal alján. Ha ismét előfordul, jelezze a szolgáltatásnak.
error-logout-return = Nem jelentkezett ki: a szolgáltatás hibás visszatérési címet adott meg
    .body = A kijelentkezés utáni visszatérési cím (post_logout_redirect_uri) nincs karakterről karakterre így regisztrálva a szolgáltatáshoz. Nem az Ön hibája.
    .advice = A kijelentkezéshez nyissa meg „Az itteni bejelentkezése” hivatkozást az oldal alján. Ha ismét előfordul, jelezze a szolgáltatásnak.
error-too-many-attempts = Túl sokszor próbálták ezt a bejelentkezést
    .body = Ebben a bejelentkezésben háromszor irányítottuk át, de nem érkezett válasz.
    .advice = Térjen vissza a szolgáltatáshoz, és kezdje újra.
error-busy = Most túl sokan jelentkeznek be
    .body = Rövid ideig nem fogadunk új bejelentkezést. Nem az Ön hibája, és nem érinti azokat, akik már elkezdték.
    .advice = Várjon egy kicsit, térjen vissza a szolgáltatáshoz, és próbálja újra.
error-not-found = Ez az oldal nem létezik
    .body = A cím hibás vagy régi.
    .advice = Nyissa meg a használni kívánt szolgáltatást, és onnan jelentkezzen be.
error-internal = Nálunk hiba történt
    .body = Nem az Ön hibája. Semmit sem küldtünk a szolgáltatásnak.
    .advice = Próbálja újra néhány pillanat múlva. Ha ismét előfordul, adja meg nekünk az alábbi hivatkozási számot.
error-unavailable = Most senkit sem tudunk bejelentkeztetni
    .body = A bejelentkezési szolgáltatás éppen újraindul, vagy meghibásodott. Nem az Ön hibája.
    .advice = Próbálja újra néhány perc múlva.
