### Finnish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = palvelu
skip-to-content = Siirry sisältöön
language-switch = Kieli
footer-help = Apua
footer-privacy = Tietosuojaseloste
footer-accessibility = Saavutettavuusseloste
footer-get-eid = Näin saat tunnistusvälineen
banner-demo = Demo-Eurooppa: kaikki täällä on simuloitua, ja kaikki henkilöt ovat keksittyjä.
banner-test = Testiympäristö: älä käytä täällä oikeaa tunnistusvälinettä.
footer-unread = Kukaan tätä kieltä äidinkielenään puhuva ei ole vielä lukenut tätä käännöstä. Kerro meille, mitä pitäisi parantaa.
steps-label = Kirjautumisen vaiheet
step-country = Valitse maa
step-home = Tunnistaudu kotimaassa
step-back = Takaisin palveluun
time-left-title = Tarvitsetko lisää aikaa?
time-left-body = Kirjautumisesi täällä päättyy noin kahden minuutin kuluttua. Voit saada lisää aikaa, eikä mitään katoa.
time-left-more = Anna lisää aikaa
time-left-last = Kirjautumisesi täällä päättyy noin kahden minuutin kuluttua, eikä sitä voi enää jatkaa. Vie se loppuun nyt, tai palaa palveluun ja aloita alusta.
eu-institutions = EU:n toimielimet
logging-in-to = Olet kirjautumassa palveluun { $service }
service-of = Palvelun tarjoaa { $organisation }
next = Seuraava
cancel = Keskeytä
cancel-back-to = Keskeytä ja palaa palveluun { $service }

## The page where one chooses how to log in.

chooser-title = Miten haluat kirjautua?
chooser-legend = Valitse sähköinen henkilöllisyys
chooser-eidas = Eurooppalainen tunnistusväline
chooser-eidas-hint = Käytä EU- tai ETA-kotimaasi tunnistusvälinettä.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Valitse tunnistusvälineesi maa
country-intro = Kirjaudut tunnistusvälineellä, jota käytät kotimaassasi. Ohjaamme sinut omaan maahasi, ja sen jälkeen palaat tänne.
country-level = { $service } vaatii tunnistusvälineen, jonka taso on ”{ $level }” tai korkeampi.
country-level-highest = { $service } vaatii tunnistusvälineen, jonka taso on ”{ $level }” eli korkein.
country-eids = Voit käyttää: { $eids }
country-more = Palvelu pyytää sinusta myös näitä tietoja. Ne lähetetään vain, jos maallasi on ne, ja voit kirjautua ilman niitä.
country-companies = Tämä palvelu on yrityksille ja muille organisaatioille. Kirjaudut omassa maassasi jonkin organisaation puolesta: sen nimi ja tunniste lähetetään.
country-companies-acting = Myös oma nimesi, syntymäaikasi ja tunnisteesi lähetetään, jos toimit sen puolesta.
country-companies-alone = Täällä käy vain organisaation oma tunnistusväline: omallasi et voi toimia sen puolesta.
country-companies-more = Palvelu pyytää myös näitä tietoja organisaatiosta. Ne lähetetään vain, jos maallasi on ne, ja voit kirjautua ilman niitä.
country-legend = Maat, jotka voit valita
country-search = Hae maata
country-search-button = Hae
country-show-all = Näytä kaikki maat
country-none = Mikään maa ei vastaa hakua ”{ $query }”.
country-count = { $count ->
    [one] Yksi maa
   *[other] { $count } maata
}
country-choose-first = Valitse maa ennen kuin jatkat.
country-not-possible = Tätä maata ei voi käyttää tähän kirjautumiseen juuri nyt. Valitse toinen.
country-unavailable-legend = Maat, joita ei voi käyttää juuri nyt
country-suggested = Ehdotus sinulle
country-last-time = Valittu viimeksi tällä laitteella
country-forget = Unohda valintani
country-by-service = Palvelun ehdotus
country-by-language = Ehdotus selaimesi kielen perusteella
country-not-connected = { $country } ei ole vielä valittavissa täällä.
country-failing = Moni kirjautuminen tästä maasta epäonnistuu juuri nyt
country-missing-title = Maani ei ole luettelossa
country-missing-body = Voit valita maan, jolla on hyväksytty tunnistusväline ja joka on liitetty kirjautumispalveluumme. Maasi voidaan liittää myöhemmin. Jos sinulla on toisen maan tunnistusväline, voit käyttää sitä. Muussa tapauksessa palaa takaisin ja kysy palvelulta muuta tapaa.
reason-level = Ei vaaditun tason tunnistusvälinettä
reason-service-unknown = Palvelua ei ole rekisteröity tälle maalle
reason-incomplete = Tämä maa ei luovuta kirjautumiseen tarvittavia tietoja
reason-unavailable = Emme saa yhteyttä tähän maahan
reason-starting = Yhteyttä muodostetaan; yritä hetken kuluttua uudelleen
reason-suspended = Tilapäisesti suljettu
since = { $time } alkaen
level-low = matala
level-substantial = korotettu
level-high = korkea

## The page that leads to the other country.

send-title = Ohjaamme sinut kirjautumaan { $in_country }
send-body = Siellä kirjaudut omalla tunnistusvälineelläsi. Sen jälkeen palaat tänne automaattisesti.
send-button = Jatka: { $country }
send-time-limit = { $minutes ->
    [one] Sinulla on noin minuutti aikaa kirjautua.
   *[other] Sinulla on noin { $minutes } minuuttia aikaa kirjautua.
}
send-again-title = Palasitko kirjautumatta { $in_country }?
send-again-body = Sinut on jo kerran ohjattu sinne. Voit yrittää uudelleen tai valita toisen maan.
send-choose-another = Valitse toinen maa

## The page that leads back to the service.

continue-title = Olet kirjautunut sisään
continue-body = Ohjaamme sinut takaisin palveluun { $service }.
continue-button = Jatka palveluun { $service }
wait-title = Hetkinen
wait-body = Kirjautumistasi tarkistetaan vielä. Paina painiketta hetken kuluttua.
wait-button = Katso uudelleen

## Too many log in at once, and a place in the queue is kept.

queue-title = Olet jonossa
queue-body = Moni kirjautuu juuri nyt. Paikkasi säilyy niin kauan kuin tämä sivu on auki, ja sivu jatkaa itsestään, kun on vuorosi.
queue-press = Moni kirjautuu juuri nyt. Paikkasi säilyy. Paina painiketta, kun on vuorosi.
queue-minutes = { $minutes ->
    [one] Tämä kestää noin minuutin.
   *[other] Tämä kestää noin { $minutes } minuuttia.
}

## Whom one can ask when something did not work.

contact-title = Täältä voit kysyä
contact-country = Tunnistusvälineiden tuki { $in_country }
contact-eid = Tuki: { $eid }
contact-service = Tuki: { $service }
contact-ours = Tämän kirjautumispalvelun tuki
contact-phone = Puhelin
contact-email = Sähköposti
contact-web = Verkkosivu
contact-hours = Avoinna
contact-languages = Kielet

## The front page, for whom came here by chance.

front-title = Kirjaudu yli Euroopan rajojen
front-body = Tämä on kirjautumispalvelu. Tänne tullaan julkisesta palvelusta, jota halutaan käyttää, ei suoraan. Siirry palveluun ja valitse siellä kirjautuminen.
front-developers = Palvelun tai maan liittäjälle

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Itävallassa
    [BE] Belgiassa
    [BG] Bulgariassa
    [CY] Kyproksella
    [CZ] Tšekissä
    [DE] Saksassa
    [DK] Tanskassa
    [EE] Virossa
    [EL] Kreikassa
    [ES] Espanjassa
    [EU] EU:n toimielimissä
    [FI] Suomessa
    [FR] Ranskassa
    [HR] Kroatiassa
    [HU] Unkarissa
    [IE] Irlannissa
    [IS] Islannissa
    [IT] Italiassa
    [LI] Liechtensteinissa
    [LT] Liettuassa
    [LU] Luxemburgissa
    [LV] Latviassa
    [MT] Maltalla
    [NL] Alankomaissa
    [NO] Norjassa
    [PL] Puolassa
    [PT] Portugalissa
    [RO] Romaniassa
    [SE] Ruotsissa
    [SI] Sloveniassa
    [SK] Slovakiassa
   *[other] maassa { $country }
}

## The page that shows what would be sent to another country.

consent-title = Lähetetäänkö tietosi kirjautumis­palveluun { $in_country }?
consent-body = { $service } kysyy, kuka olet. Jos suostut, nämä tiedot lähetetään kirjautumispalveluun { $in_country }, ja se välittää ne palvelulle { $service }. Mitään ei ole vielä lähetetty.
consent-unnotified = Vain testissä: { $eid } ei ole hyväksytty käytettäväksi muissa maissa.
consent-caption = Tämä lähetetään
consent-level = Varmuustaso
consent-level-value = { $level }, { $eid }
consent-level-why = Jotta palvelu tietää, kuinka varmasti olet tunnistautunut.
consent-unsent-title = Tätä ei lähetetä
consent-unsent-number = Kansallinen henkilötunnuksesi. { $country } saa tunnisteen, jota käytetään vain siellä.
consent-unsent-asked = Palvelu pyysi myös:
consent-unsent-rest = Kaikki muu sinusta, esimerkiksi mitä teet muualla.
consent-once = Vastauksesi koskee vain tätä kirjautumista.
consent-if-declined = Jos kieltäydyt, palaat palveluun, eikä se saa tietää sinusta mitään.
consent-approve = Lähetä ja kirjaudu
consent-not-me = Tämä en ole minä
consent-not-me-hint = Ovatko nämä jonkun toisen tietoja? Valitse ”Tämä en ole minä”. Silloin mitään ei lähetetä, ja voit kirjautua omalla tunnistusvälineelläsi.
consent-decline = Älä lähetä
consent-changed = Tiedot ovat muuttuneet sen jälkeen, kun näit ne. Lue ne uudelleen.
consent-remember = { $days ->
    [one] Älä kysy minulta uudelleen päivään tässä selaimessa, kun { $service } pyytää samoja tietoja.
   *[other] Älä kysy minulta uudelleen { $days } päivään tässä selaimessa, kun { $service } pyytää samoja tietoja.
}
consent-remember-hint = Kirjaudut silti joka kerta tunnistusvälineelläsi. Jos jokin muuttuu, kysymme uudelleen. Älä valitse tätä tietokoneella, jota muutkin käyttävät.
consent-remembered = Tämä selain muistaa palvelut, joille olet aiemmin antanut suostumuksesi.
consent-forget = Kysy minulta joka kerta
consent-identifier = Tunniste
consent-identifier-why = Jotta palvelu tuntee sinut seuraavalla kerralla.
consent-family-name = Sukunimi
consent-given-name = Etunimi
consent-name-why = Jotta palvelu voi puhutella sinua ja löytää asiasi.
consent-birthdate = Syntymäaika
consent-birthdate-why = Jotta palvelu ei sekoita sinua muihin samannimisiin.
consent-birth-name = Syntymänimi
consent-birthplace = Syntymäpaikka
consent-birth-country = Syntymämaa
consent-birth-town = Syntymäkaupunki
consent-address = Osoite
consent-gender = Sukupuoli
consent-phone = Puhelinnumero
consent-email = Sähköpostiosoite
consent-nationality = Kansalaisuus
consent-residence = Asuinmaa
consent-e-justice-role = e-Justice-rooli
consent-legal-name = Yrityksen tai organisaation nimi
consent-legal-identifier = Yrityksen tai organisaation tunniste
consent-vat = Arvonlisäverotunniste
consent-tax = Verotunniste
consent-eu-identifier = Yrityksen eurooppalainen tunniste (EUID)
consent-lei = Oikeushenkilötunnus (LEI)
consent-eori = Tullin numero (EORI)
consent-excise = Valmisteveronumero (SEED)
consent-sic = Toimialakoodi (SIC)
consent-asked-why = Palvelu pyysi sitä.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Kirjaudu palveluun { $in_country }
national-abroad-body = { $service } ({ $country }) kysyy, kuka olet. Kirjaudut norjalaisella tunnistusvälineellä. Ennen kuin mitään lähetetään, näet mitä se on, ja voit kieltäytyä.
national-some-service = Palvelu
national-nameless = palvelu { $in_country }
national-level = Tarvitaan tunnistusväline, jonka taso on ”{ $level }” tai korkeampi.
national-level-highest = Tarvitaan tunnistusväline, jonka taso on ”{ $level }” eli korkein.
national-nobody = Mitään tunnistusvälinettä ei voi juuri nyt käyttää tähän kirjautumiseen.
national-greyed-legend = Tunnistusvälineet, joita ei voi nyt käyttää
national-why-planned = Ei vielä hyväksytty käytettäväksi muissa maissa
national-why-pre-notified = Hyväksyntä käyttöön muissa maissa on vireillä
national-why-level = Ei yllä vaaditulle tasolle
national-why-no-terms = Ei sopimusta käytöstä yksityisissä yrityksissä { $in_country }
national-why-suspended = Tilapäisesti suljettu
national-why-unavailable = Ei vastaa juuri nyt
national-unnotified = Vain testissä: ei hyväksytty käytettäväksi muissa maissa
national-choose-first = Valitse tunnistusväline ennen kuin jatkat.
national-not-possible = Tätä tunnistusvälinettä ei voi nyt käyttää tähän kirjautumiseen. Valitse toinen.
national-just-failed = { $eid } ei vastaa juuri nyt. Valitse toinen tunnistusväline tai yritä hetken kuluttua uudelleen.
national-step-up = Olet kirjautunut, mutta matalammalla tasolla kuin { $service } vaatii. Kirjaudu uudelleen vahvemmalla tunnistusvälineellä.
national-persons-title = Valitse testihenkilö
national-persons-warning = Vain testissä: kuka tahansa voi kirjautua kenenä tahansa näistä. Ketään heistä ei ole olemassa.
national-persons-legend = Kuka haluat olla?
national-persons-choose-first = Valitse testihenkilö ennen kuin jatkat.
national-persons-another = Kirjaudu muulla tavalla
national-try-again = Yritä uudelleen: { $eid }
national-another = Valitse toinen tunnistusväline
national-cancelled = Kirjautuminen keskeytyi: { $eid }
    .body = Keskeytit, tai { $eid } ei vahvistanut, kuka olet. Palvelulle { $service } ei ole lähetetty mitään.
    .advice = Voit yrittää uudelleen, valita toisen tunnistusvälineen tai palata palveluun.
national-failed = { $eid } ei voinut kirjata sinua sisään
    .body = Kirjautuminen ({ $eid }) päättyi virheeseen. Vika ei ole sinussa eikä palvelussa { $service }.
    .advice = Yritä uudelleen tai valitse toinen tunnistusväline.
national-level-too-low = Tarvitset vahvemman tunnistusvälineen
    .body = Kirjautuminen ({ $eid }) ei yllä varmuustasolle, jonka { $service } vaatii.
    .advice = Valitse vahvempi tunnistusväline.
national-answer-invalid = Emme voineet käyttää vastausta: { $eid }
    .body = Vastaus ei läpäissyt turvatarkastuksiamme, joten emme kirjanneet sinua sisään. Vika ei ole sinussa.
    .advice = Yritä uudelleen. Jos näin käy taas, kerro meille alla oleva viite.
national-answer-late = Kirjaudu uudelleen: { $eid }
    .body = Kirjautumisen on tapahduttava nyt; aiempaa ei voi käyttää. { $eid } vastasi vanhemmalla.
    .advice = Yritä uudelleen ja kirjaudu uudestaan, kun sitä pyydetään.
national-incomplete = { $eid } ei lähettänyt kaikkea tarvittavaa
    .body = Osa perustiedoistasi (nimi, syntymäaika, henkilötunnus) puuttui tai oli vastauksessa väärin, joten emme voi kirjata sinua sisään.
    .advice = Valitse toinen tunnistusväline tai kysy käyttämäsi tunnistusvälineen tuesta.
national-not-notified = Käyttämääsi tunnistusvälinettä ei voi vielä käyttää muissa maissa
    .body = Kirjauduit ({ $eid }), mutta tunnistusvälineellä, jota ei ole hyväksytty käytettäväksi muissa maissa. Palvelulle { $service } ei ole lähetetty mitään.
    .advice = Yritä uudelleen ja valitse siellä hyväksytty tunnistusväline.
national-suspended = { $eid } on tilapäisesti suljettu
    .body = Kirjautuminen ({ $eid }) on suljettu turvallisuuden tai huollon vuoksi.
    .advice = Valitse toinen tunnistusväline tai yritä myöhemmin uudelleen.
national-unavailable = { $eid } ei vastaa juuri nyt
    .body = Emme saa yhteyttä: { $eid }. Vika ei ole sinussa eikä palvelussa { $service }.
    .advice = Valitse toinen tunnistusväline tai yritä muutaman minuutin kuluttua uudelleen.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitaalinen lompakko
wallet-description = Henkilötodistus eurooppalaisessa lompakossasi
wallet-title = Kirjaudu digitaalisella lompakolla
wallet-body = Lompakoltasi pyydetään nimi, syntymäaika, maa ja kansallinen henkilötunnus, jotta { $service } tietää, kuka olet. Näet samat tiedot lompakossa ja päätät siellä.
wallet-privacy = Välitämme tiedot palvelulle { $service } emmekä säilytä niitä.
wallet-here-title = Lompakko on tällä laitteella
wallet-open = Avaa lompakko
wallet-open-other = Avaa toinen lompakko
wallet-here-hint = { $minutes ->
    [one] Linkki toimii yhden minuutin. Sen jälkeen palaat tänne automaattisesti.
   *[other] Linkki toimii { $minutes } minuuttia. Sen jälkeen palaat tänne automaattisesti.
}
wallet-elsewhere-title = Lompakko on toisella laitteella
wallet-scan = Skannaa koodi lompakolla. Skannaa koodi vain sivulta, jonka olet itse avannut.
wallet-scan-hint = { $minutes ->
    [one] Koodi toimii yhden minuutin. Voit hakea uuden milloin tahansa.
   *[other] Koodi toimii { $minutes } minuuttia. Voit hakea uuden milloin tahansa.
}
wallet-qr-alternative = QR-koodi, joka avaa lompakon toisella laitteella. Sama linkki on tekstinä alla.
wallet-copy = Etkö voi skannata koodia?
wallet-copy-label = Kopioi linkki ja avaa se laitteella, jossa lompakko on:
wallet-approved = Olen hyväksynyt, jatka
wallet-new-code = Hae uusi linkki ja koodi
wallet-another = Valitse muu kirjautumistapa
wallet-not-yet = Lompakosta ei ole vielä tullut vastausta. Hyväksy ensin lompakossa.
wallet-refused = Lompakossa vastattiin ei. Mitään ei ole lähetetty. Voit yrittää uudelleen uudella koodilla tai valita muun tavan.
wallet-failed = Lompakko ei pystynyt vastaamaan pyyntöön. Mitään ei ole lähetetty. Voit yrittää uudelleen uudella koodilla tai valita muun tavan.
wallet-expired = Linkki ja koodi eivät enää toimi. Hae uudet jatkaaksesi.
wallet-code-expired = Koodi ei enää toimi. Hae uusi, jos lompakko on toisella laitteella.
wallet-in-another-browser = Lompakko on vastannut ja avannut toisen välilehden tai selaimen. Jatka siellä tai aloita täällä alusta.
wallet-browser-title = Anna selaimen etsiä lompakko
wallet-browser-ask = Etsi lompakko
wallet-browser-hint = Selain näyttää tämän laitteen lompakot tai yhdistää puhelimeesi. Siellä päätät, mitä näytetään.
wallet-browser-none = Yksikään lompakko ei vastannut. Yritä uudelleen tai käytä jotakin muuta tämän sivun tapaa.
wallet-card-expired = Näytetty todiste on vanhentunut. Näytä toinen tai valitse toinen tapa kirjautua.
wallet-card-revoked = Todisteen myöntäjä on peruuttanut näytetyn todisteen tai keskeyttänyt sen voimassaolon. Näytä toinen tai valitse toinen tapa kirjautua.
wallet-not-taken = Lompakon näyttämää ei voitu käyttää. Yritä uudelleen tai valitse toinen tapa kirjautua.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Tunnistimme sinut
matched-body = Sinut on rekisteröity täällä nimellä { $name }, ja numerosi loppu on { $end }. Voit käyttää palvelua { $service }, joka saa numerosi.
matched-body-alone = Sinut on rekisteröity täällä nimellä { $name }, ja numerosi loppu on { $end }. Voit käyttää palvelua { $service }, joka ei saa numeroasi.
matched-keep = Tunnistammeko sinut ensi kerralla?
matched-keep-hint = Jos haluat, säilytämme tiedon siitä, mikä numero on sinun. Se on salattu, ja vain oma tunnistusvälineesi avaa sen. Silloin rekisteristä ei kysytä uudelleen, kun kirjaudut.
matched-keep-until = Kyllä, { $date } asti
matched-keep-not = Ei, älä säilytä
matched-none-title = Emme löytäneet sinua täällä rekisteröityjen joukosta
matched-none-body = Olet osoittanut olevasi { $name }. Tunnistusvälineesi tietoja sinusta ei voitu yhdistää yhteen henkilöön rekisterissä.
matched-used = Näitä verrattiin
matched-differs = Rekisterissä on eri tieto
matched-ways = Mitä voit tehdä
matched-link-title = Onko sinulla norjalainen tunnistusväline?
matched-link-body = Kirjaudu sillä kerran, niin tiedämme, mikä numero on sinun. Sinun ei tarvitse kirjautua { $in_country } uudelleen. Tee samoin, jos olet saanut uuden tunnistusvälineen viime kerran jälkeen.
matched-link = Yhdistä: { $eid }
matched-update = Jos jokin tietosi on rekisterissä väärin tai vanhentunut, pyydä korjausta ja kirjaudu sen jälkeen uudelleen.
matched-without = Jatka silti
matched-as-new = Jatka uutena käyttäjänä
matched-without-hint = Jos sinut on jo rekisteröity, { $service } ei tiedä, että se olet sinä.
matched-not-linked = Mitään ei yhdistetty: nimesi tai syntymäaikasi ei ole sama molemmissa tunnistusvälineissä.
matched-not-proven = Kirjautuminen norjalaisella tunnistusvälineellä jäi kesken. Mitään ei yhdistetty.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Omat kirjautumiset
own-receipt = Kuitit kirjautumisistasi: mitä sinusta lähetettiin, kenelle ja miksi
own-title = Omat kirjautumiset
own-intro = Tässä ovat omat kirjautumisesi viimeisten 90 päivän ajalta ja se, mitä sinusta lähetettiin. Vain oma tunnistusvälineesi avaa ne.
own-start = Kirjaudu ja katso
own-list = Mitä lähetettiin
own-none = Näytettäviä kirjautumisia ei ole.
own-when = Milloin
own-to = Kenelle
own-with = Millä
own-why = Miksi
own-why-login = Kirjauduit tähän palveluun.
own-one = Näytä vain tämä kuitti tulostusta varten
own-all = Näytä kaikki kirjautumiseni
own-kept = Mitä voit lopettaa
own-kept-match = Numerosi, jonka loppu on { $end }, säilytetään { $date } asti.
own-kept-from = { $country }: numerosi säilytetään sieltä saatua tunnistusvälinettä varten { $date } asti.
own-end-match = Älä säilytä enää
own-export = Tallenna tiedostona (JSON)
own-code-title = Apua tuesta
own-code-body = Hae koodi ja lue se tuelle. Sillä he näkevät tämän luettelon 15 minuutin ajan, eivätkä mitään muuta sinusta.
own-code-get = Hae koodi
own-code = Koodisi: { $code }. Se toimii { $time } asti.
own-leave = Sulje omat kirjautumiset
own-about = Mitä säilytämme
own-about-passed = Se, mitä tunnistusvälineesi sinusta kertoo, välitetään palvelulle, johon kirjaudut. Meillä se on vain kirjautumisen ajan.
own-about-yours = Voit itse lopettaa nämä: kirjautumisesi täällä, suostumukset, jotka selaimesi muistaa, ja numerosi säilytyksen. Luettelo kirjautumisistasi poistuu itsestään 90 päivän kuluttua. Kaikki on salattu, ja vain tunnistusvälineesi tai selaimesi avaa sen.
own-about-law = Laki edellyttää lokia kirjautumisista, ilman nimeäsi ja numeroasi.
own-about-journal = Jos sinua verrattiin rekisteriin, myös verratut tiedot säilytetään salattuina 6–12 kuukautta.
own-about-ask = Haluatko poistaa jotakin tai tietää, mitä meillä on sinusta? Kysy täältä.

## The page of one’s own login here, and logging out.

session-link = Kirjautumisesi täällä
session-title = Olet kirjautuneena täällä
session-by = { $minutes ->
    [one] Kirjauduit minuutti sitten: { $eid }. Palvelut, jotka käyttävät tätä kirjautumista, päästävät sinut tässä selaimessa sisään kysymättä uudelleen, kunnes se päättyy.
   *[other] Kirjauduit { $minutes } minuuttia sitten: { $eid }. Palvelut, jotka käyttävät tätä kirjautumista, päästävät sinut tässä selaimessa sisään kysymättä uudelleen, kunnes se päättyy.
}
session-services = Olet kirjautunut sillä näihin palveluihin:
session-logout = Kirjaudu ulos
session-logout-hint = Kirjaudu ulos, jos muutkin käyttävät tätä tietokonetta.
session-nobody-title = Et ole kirjautuneena täällä
session-nobody-body = Mikään palvelu ei päästä ketään sisään tässä selaimessa ilman uutta kirjautumista. Voit silti olla kirjautuneena palvelussa, jota olet käyttänyt aiemmin: kirjaudu ulos siellä.
session-asks-title = Haluatko kirjautua ulos?
session-asks-body = { $service } pyytää päättämään kirjautumisesi täällä.
session-asks-body-nameless = Sivu pyytää päättämään kirjautumisesi täällä.
session-stay = Pysy kirjautuneena
session-out-title = Olet kirjautunut ulos
session-out-body = Kirjautumisesi on päättynyt. Kukaan ei enää pääse sillä palveluihin tässä selaimessa.
session-was-not = Et ollut kirjautuneena täällä aiemminkaan.
session-closed = Näille palveluille on ilmoitettu:
session-open = Saatat olla yhä kirjautuneena näissä palveluissa:
session-open-hint = Kirjaudu ulos sielläkin tai sulje selain.
session-back = Jatka palveluun { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Yritä uudelleen: { $country }
error-other-country = Valitse toinen maa
error-back = Takaisin palveluun { $service }
error-look = Yritä uudelleen
error-help = Hae apua
error-reference = Viite
error-reference-hint = Ilmoita tämä viite, jos otat yhteyttä tukeen. Se ei kerro sinusta mitään.
error-cancelled = Keskeytit kirjautumisen { $in_country }
    .body = Palvelulle { $service } ei ole lähetetty mitään.
    .advice = Voit palata palveluun, yrittää uudelleen tai valita toisen maan.
error-not-confirmed = { $country } ei vahvistanut, kuka olet
    .body = Ehkä koodi oli väärin, ehkä tunnistusvälineesi on lukittu tai vanhentunut, tai keskeytit siellä. Palvelulle { $service } ei ole lähetetty mitään.
    .advice = Yritä uudelleen. Jos tunnistusvälineesi on lukittu, vain sen oma tuki voi avata sen.
error-peer-failed = { $country } ei voinut kirjata sinua sisään
    .body = Kirjautuminen { $in_country } päättyi virheeseen. Vika ei ole sinussa eikä palvelussa { $service }.
    .advice = Yritä uudelleen. Jos näin käy taas, tunnistusvälineesi tuki tietää lisää.
error-level-too-low = Tarvitaan vahvempi tunnistusväline
    .body = Käyttämäsi tunnistusväline ei yllä varmuustasolle, jonka { $service } vaatii.
    .advice = Yritä uudelleen vahvemmalla tunnistusvälineellä, jos maassasi on sellainen.
error-answer-invalid = Emme voineet käyttää vastausta: { $country }
    .body = Vastaus ei läpäissyt turvatarkastuksiamme, joten emme kirjanneet sinua sisään. Vika ei ole sinussa.
    .advice = Yritä uudelleen. Jos näin käy taas, kerro meille alla oleva viite.
error-answer-late = Vastaus tuli liian myöhään
    .body = Turvallisuutesi vuoksi toisesta maasta tuleva vastaus on voimassa vain muutaman minuutin.
    .advice = Yritä uudelleen; sinun ei tarvitse valita maata toista kertaa.
error-answer-used = Tämä kirjautuminen on jo käytetty
    .body = Samaa vastausta voi käyttää vain kerran. Ehkä latasit vanhan sivun uudelleen.
    .advice = Palaa palveluun. Jos et ole siellä kirjautuneena, aloita alusta.
error-incomplete = { $country } ei lähettänyt kaikkea tarvittavaa
    .body = Osa perustiedoistasi (nimi, syntymäaika, tunniste) puuttui vastauksesta, joten emme voi kirjata sinua sisään.
    .advice = Tunnistusvälineesi tuki tietää, mitä tietoja se lähettää. Voit yrittää uudelleen tai valita toisen maan.
error-representation = Täällä voit kirjautua vain itsenäsi
    .body = { $country } ilmoitti, että toimit jonkun toisen puolesta. { $service } ei voi ottaa sitä vastaan.
    .advice = Yritä uudelleen ja kirjaudu omasta puolestasi.
error-another-level = Tarvitaan toinen tunnistusväline
    .body = { $service } hyväksyy vain tietyt varmuustasot, ja kirjautumisellasi oli toinen. Sinusta ei ole lähetetty mitään.
    .advice = Kirjaudu toisella tunnistusvälineellä tai palaa palveluun.
error-another-person = Et ole henkilö, jota palvelu odotti
    .body = { $service } kysyi henkilöä, joka käytti palvelua viimeksi, ja sinä kirjauduit toisena. Sinusta ei ole lähetetty mitään.
    .advice = Yritä uudelleen sen henkilön tunnistusvälineellä, jos se on sinun, tai palaa palveluun ja aloita siellä alusta.
error-country-unavailable = Emme saa juuri nyt yhteyttä: { $country }
    .body = Meillä ei ole tällä hetkellä voimassa olevaa yhteyttä kirjautumispalveluun { $in_country }. Vika ei ole sinussa.
    .advice = Yritä myöhemmin uudelleen tai valitse toinen maa, jos sinulla on tunnistusväline siellä.
error-country-suspended = Kirjautuminen { $in_country } on tilapäisesti suljettu
    .body = Kirjautuminen { $in_country } on suljettu turvallisuuden tai huollon vuoksi.
    .advice = Yritä myöhemmin uudelleen tai palaa palveluun.
error-abroad-suspended = Kirjautuminen palveluihin { $in_country } on tilapäisesti suljettu
    .body = Se on suljettu turvallisuuden tai huollon vuoksi. Sinusta ei ole lähetetty mitään.
    .advice = Yritä myöhemmin uudelleen tai kysy palvelulta muuta kirjautumistapaa.
error-abroad-unavailable = Emme voi juuri nyt ohjata sinua takaisin: { $country }
    .body = Meillä ei ole tällä hetkellä voimassa olevaa yhteyttä kirjautumispalveluun { $in_country }. Vika ei ole sinussa. Sinusta ei ole lähetetty mitään.
    .advice = Mene palveluun uudelleen muutaman minuutin kuluttua ja aloita sieltä.
error-cookie-missing = Emme tunnista tätä selainta
    .body = Kirjautumisen on päätyttävä samassa selaimessa, jossa se alkoi, ja evästeiden on oltava sallittuja. Se suojaa sinua siltä, että muut yrittävät käyttää kirjautumistasi.
    .advice = Salli tämän sivuston evästeet, palaa palveluun ja aloita siellä alusta.
error-too-many-logins = Liian monta kirjautumista on auki yhtä aikaa
    .body = Tämä selain on aloittanut niin monta kirjautumista, että vanhin oli suljettava. Tämä oli yksi niistä.
    .advice = Palaa palveluun ja aloita alusta.
error-flow-expired = Kirjautuminen kesti liian kauan
    .body = Turvallisuutesi vuoksi kirjautumisen on valmistuttava { $minutes } minuutin kuluessa.
    .advice = Palaa palveluun ja aloita alusta.
error-flow-unknown = Tätä kirjautumista ei enää ole
    .body = Ehkä avasit kirjanmerkin tai vanhan sivun. Kirjautuminen voi alkaa vain palvelusta, jota haluat käyttää.
    .advice = Siirry palveluun ja kirjaudu sieltä.
error-flow-finished = Tämä kirjautuminen on jo päättynyt
    .body = Sinut on jo ohjattu palveluun { $service }.
    .advice = Jatka palvelussa. Jos et ole siellä kirjautuneena, aloita alusta.
error-foreign-request-invalid = Toisen maan kirjautumispalvelu lähetti jotain, mitä emme voi käyttää
    .body = Pyyntö ei läpäissyt turvatarkastuksiamme, joten emme pyytäneet sinua kirjautumaan. Vika ei ole sinussa.
    .advice = Palaa palveluun, josta tulit, ja yritä uudelleen. Jos näin käy taas, kerro siitä palvelulle.
error-foreign-request-late = Toisen maan pyyntö on liian vanha
    .body = Turvallisuutesi vuoksi kirjautumispyyntö on voimassa vain muutaman minuutin. Ehkä avasit vanhan sivun.
    .advice = Palaa palveluun, josta tulit, ja aloita alusta.
error-foreign-request-used = Tämä kirjautuminen on jo kerran aloitettu
    .body = Samaa pyyntöä voi käyttää vain kerran. Ehkä latasit vanhan sivun uudelleen.
    .advice = Palaa palveluun, josta tulit, ja aloita alusta.
error-nothing-to-send = Emme voi kirjata sinua sisään { $in_country }
    .body = Olet osoittanut, kuka olet, mutta jotain, mitä { $country } vaatii, puuttuu: etunimi, sukunimi, syntymäaika tai hyväksytty varmuustaso. Sinusta ei ole lähetetty mitään.
    .advice = Voit palata palveluun, joka saa tiedon, ettei kirjautuminen onnistunut.
error-not-abroad = Kansalliset tunnistusvälineet eivät ole avoinna muille maille
    .body = Täällä ei ole vielä ilmoitettu mitään kansallista tunnistusvälinettä muille Euroopan maille, tai kaikki on suljettu. Siksi tässä osoitteessa ei ole mitään julkaistavaa.
    .advice = Käytä muuta kirjautumistapaa, jota palvelu tarjoaa.
error-not-for-people = Täällä ei ole mitään nähtävää
    .body = Tämä osoite vastaanottaa viestejä Euroopan maiden kirjautumispalvelujen välillä.
    .advice = Siirry palveluun, jota haluat käyttää, ja kirjaudu sieltä.
error-client-unknown = Emme tunne palvelua, joka lähetti sinut
    .body = Palvelua ei ole rekisteröity täällä, tai se antoi väärän paluuosoitteen. Siksi emme voi ohjata sinua takaisin automaattisesti.
    .advice = Kerro tästä palvelulle. Virhe on siellä, ei sinussa.
error-request-invalid = Palvelu lähetti jotain, mitä emme voi käyttää
    .body = Palvelun kirjautumispyynnössä on virhe. Vika ei ole sinussa.
    .advice = Palaa palveluun ja yritä uudelleen. Jos näin käy taas, kerro siitä palvelulle.
error-logout-expired = Tämä kysymys on liian vanha
    .body = Uloskirjautumispyyntöön on vastattava kymmenen minuutin kuluessa. Sinua ei ole kirjattu ulos.
    .advice = Kirjaudu ulos avaamalla sivun alareunasta ”Kirjautumisesi täällä”.
error-logout-hint = Sinua ei ole kirjattu ulos: palvelun todiste kirjautumisestasi ei kelpaa
    .body = Palvelu lähetti ID-tunnisteen (id_token_hint), joka ei ole meidän sille antamamme. Vika ei ole sinussa.
    .advice = Kirjaudu ulos avaamalla sivun alareunasta ”Kirjautumisesi täällä”. Jos näin käy taas, kerro siitä palvelulle.
error-logout-invalid = Sinua ei ole kirjattu ulos: palvelu lähetti jotain, mitä emme voi käyttää
    .body = Uloskirjautumispyynnössä on virhe, tai se tulee palvelusta, jota emme tunne. Vika ei ole sinussa.
    .advice = Kirjaudu ulos avaamalla sivun alareunasta ”Kirjautumisesi täällä”. Jos näin käy taas, kerro siitä palvelulle.
error-logout-return = Sinua ei ole kirjattu ulos: palvelu antoi väärän paluuosoitteen
    .body = Osoitetta, johon uloskirjautumisen jälkeen palataan (post_logout_redirect_uri), ei ole rekisteröity palvelulle merkki merkiltä. Vika ei ole sinussa.
    .advice = Kirjaudu ulos avaamalla sivun alareunasta ”Kirjautumisesi täällä”. Jos näin käy taas, kerro siitä palvelulle.
error-too-many-attempts = Tätä kirjautumista on yritetty liian monta kertaa
    .body = Sinut on ohjattu tässä kirjautumisessa kolme kertaa eteenpäin ilman vastausta.
    .advice = Palaa palveluun ja aloita alusta.
error-busy = Liian moni kirjautuu juuri nyt
    .body = Emme hetkeen ota vastaan uusia kirjautumisia. Vika ei ole sinussa, eikä tämä vaikuta jo aloittaneisiin.
    .advice = Odota hetki, palaa palveluun ja yritä uudelleen.
error-not-found = Tätä sivua ei ole
    .body = Osoite on väärä tai vanha.
    .advice = Siirry palveluun, jota haluat käyttää, ja kirjaudu sieltä.
error-internal = Meillä tapahtui virhe
    .body = Vika ei ole sinussa. Palvelulle ei ole lähetetty mitään.
    .advice = Yritä hetken kuluttua uudelleen. Jos näin käy taas, kerro meille alla oleva viite.
error-unavailable = Emme voi juuri nyt kirjata ketään sisään
    .body = Kirjautumispalvelua käynnistetään uudelleen tai siinä on vika. Vika ei ole sinussa.
    .advice = Yritä muutaman minuutin kuluttua uudelleen.
