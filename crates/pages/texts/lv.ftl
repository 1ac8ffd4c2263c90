### Latvian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = pakalpojums
skip-to-content = Pāriet uz saturu
language-switch = Valoda
footer-help = Palīdzība
footer-privacy = Paziņojums par privātumu
footer-accessibility = Piekļūstamības paziņojums
footer-get-eid = Kā iegūt eID
banner-demo = Demonstrācijas Eiropa: šeit viss ir simulēts, un visas personas ir izdomātas.
banner-test = Testa vide: neizmantojiet šeit īstu eID.
footer-unread = Šo tulkojumu vēl nav lasījis neviens, kam šī valoda ir dzimtā. Pastāstiet mums, ko vajadzētu uzlabot.
steps-label = Jūsu pieslēgšanās soļi
step-country = Valsts izvēle
step-home = Pieslēgšanās savā valstī
step-back = Atpakaļ uz pakalpojumu
time-left-title = Vai jums vajadzīgs vairāk laika?
time-left-body = Jūsu pieslēgšanās šeit beigsies aptuveni pēc divām minūtēm. Varat saņemt vairāk laika, un nekas nepazudīs.
time-left-more = Dot man vairāk laika
time-left-last = Jūsu pieslēgšanās šeit beigsies aptuveni pēc divām minūtēm, un to vairs nevar pagarināt. Pabeidziet to tagad vai atgriezieties pakalpojumā un sāciet no jauna.
eu-institutions = ES iestādes
logging-in-to = Jūs pieslēdzaties pakalpojumam: { $service }
service-of = Pakalpojuma sniedzējs: { $organisation }
next = Tālāk
cancel = Atcelt
cancel-back-to = Atcelt un atgriezties pakalpojumā: { $service }

## The page where one chooses how to log in.

chooser-title = Kā vēlaties pieslēgties?
chooser-legend = Izvēlieties savu elektronisko identitāti
chooser-eidas = Eiropas eID
chooser-eidas-hint = Izmantojiet savas ES vai EEZ valsts elektronisko identitāti.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Izvēlieties sava eID valsti
country-intro = Jūs pieslēdzaties ar elektronisko identitāti, ko izmantojat savā valstī. Mēs jūs novirzīsim uz jūsu valsti, un pēc tam jūs atgriezīsieties šeit.
country-level = { $service } pieprasa eID, kura uzticamības līmenis ir „{ $level }” vai augstāks.
country-level-highest = { $service } pieprasa eID, kura uzticamības līmenis ir „{ $level }” – pats augstākais.
country-eids = Varat izmantot: { $eids }
country-more = Pakalpojums par jums prasa arī šos datus. Tos nosūtīs tikai tad, ja tie ir jūsu valstij, un pieslēgties varat arī bez tiem.
country-companies = Šis pakalpojums ir paredzēts uzņēmumiem un citām organizācijām. Savā valstī jūs pieslēdzaties vienas no tām vārdā: tiek nosūtīts tās nosaukums un identifikators.
country-companies-acting = Ja rīkojaties tās vārdā, tiek nosūtīts arī jūsu vārds un uzvārds, dzimšanas datums un identifikators.
country-companies-alone = Šeit der tikai pašas organizācijas elektroniskā identitāte: ar savējo tās vārdā rīkoties nevarat.
country-companies-more = Pakalpojums prasa arī šos datus par organizāciju. Tos nosūtīs tikai tad, ja tie ir jūsu valstij, un pieslēgties varat arī bez tiem.
country-legend = Valstis, kuras varat izvēlēties
country-search = Meklēt valsti
country-search-button = Meklēt
country-show-all = Rādīt visas valstis
country-none = Neviena valsts neatbilst meklētajam: „{ $query }”.
country-count = { $count ->
    [zero] { $count } valstu
    [one] { $count } valsts
   *[other] { $count } valstis
}
country-choose-first = Pirms turpināt, izvēlieties valsti.
country-not-possible = Šo valsti pašlaik nevar izmantot šai pieslēgšanās reizei. Izvēlieties citu.
country-unavailable-legend = Valstis, kuras pašlaik nevar izmantot
country-suggested = Ieteikums jums
country-last-time = Pēdējoreiz izvēlēta šajā ierīcē
country-forget = Aizmirst manu izvēli
country-by-service = Iesaka pakalpojums
country-by-language = Ieteikts pēc jūsu pārlūka valodas
country-not-connected = Šo valsti šeit vēl nevar izvēlēties: { $country }.
country-failing = Pašlaik daudzas pieslēgšanās no šīs valsts neizdodas
country-missing-title = Manas valsts šeit nav
country-missing-body = Varat izvēlēties valstis, kurām ir atzīts eID un kuras ir savienotas ar mums. Jūsu valsts var tikt pievienota vēlāk. Ja jums ir citas valsts eID, varat izmantot to. Citādi dodieties atpakaļ un jautājiet pakalpojumam par citu veidu.
reason-level = Nav pieprasītā līmeņa eID
reason-service-unknown = Pakalpojums šajā valstī nav reģistrēts
reason-incomplete = Šī valsts nenodod pieslēgšanai vajadzīgos datus
reason-unavailable = Nevaram sazināties ar šo valsti
reason-starting = Notiek savienošana; pēc brīža mēģiniet vēlreiz
reason-suspended = Pieslēgšanās uz laiku slēgta
since = kopš: { $time }
level-low = zems
level-substantial = būtisks
level-high = augsts

## The page that leads to the other country.

send-title = Mēs jūs novirzām: { $country }
send-body = Tur jūs pieslēdzaties ar savu eID. Pēc tam jūs automātiski atgriezīsieties šeit.
send-button = Turpināt: { $country }
send-time-limit = { $minutes ->
    [zero] Jums ir aptuveni { $minutes } minūšu, lai pieslēgtos.
    [one] Jums ir aptuveni { $minutes } minūte, lai pieslēgtos.
   *[other] Jums ir aptuveni { $minutes } minūtes, lai pieslēgtos.
}
send-again-title = Vai atgriezāties, { $in_country } nepieslēgušies?
send-again-body = Mēs jūs jau reizi turp novirzījām. Varat mēģināt vēlreiz vai izvēlēties citu valsti.
send-choose-another = Izvēlēties citu valsti

## The page that leads back to the service.

continue-title = Pieslēgšanās izdevās
continue-body = Mēs jūs novirzām atpakaļ uz pakalpojumu: { $service }.
continue-button = Turpināt uz pakalpojumu: { $service }
wait-title = Mirklīti
wait-body = Jūsu pieslēgšanās vēl tiek pārbaudīta. Pēc brīža nospiediet pogu.
wait-button = Pārbaudīt vēlreiz

## Too many log in at once, and a place in the queue is kept.

queue-title = Jūs esat rindā
queue-body = Pašlaik pieslēdzas daudz cilvēku. Jūsu vieta saglabājas, kamēr šī lapa ir atvērta, un lapa turpinās pati, kad pienāks jūsu kārta.
queue-press = Pašlaik pieslēdzas daudz cilvēku. Jūsu vieta saglabājas. Nospiediet pogu, kad pienāks jūsu kārta.
queue-minutes = { $minutes ->
    [zero] Tas ilgs aptuveni { $minutes } minūšu.
    [one] Tas ilgs aptuveni { $minutes } minūti.
   *[other] Tas ilgs aptuveni { $minutes } minūtes.
}

## Whom one can ask when something did not work.

contact-title = Kam varat jautāt
contact-country = Palīdzība par eID { $in_country }
contact-eid = Palīdzība: { $eid }
contact-service = Pakalpojuma palīdzība: { $service }
contact-ours = Šī pieslēgšanās pakalpojuma palīdzība
contact-phone = Tālrunis
contact-email = E‑pasts
contact-web = Tīmekļa vietne
contact-hours = Darba laiks
contact-languages = Valodas

## The front page, for whom came here by chance.

front-title = Pieslēgšanās pāri Eiropas robežām
front-body = Šī ir pieslēgšanās vārteja. Šurp nonāk no publiska pakalpojuma, ko vēlas izmantot, nevis tieši. Atveriet pakalpojumu un izvēlieties pieslēgties tur.
front-developers = Tiem, kas pievieno pakalpojumu vai valsti

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Austrijā
    [BE] Beļģijā
    [BG] Bulgārijā
    [CY] Kiprā
    [CZ] Čehijā
    [DE] Vācijā
    [DK] Dānijā
    [EE] Igaunijā
    [EL] Grieķijā
    [ES] Spānijā
    [EU] ES iestādēs
    [FI] Somijā
    [FR] Francijā
    [HR] Horvātijā
    [HU] Ungārijā
    [IE] Īrijā
    [IS] Islandē
    [IT] Itālijā
    [LI] Lihtenšteinā
    [LT] Lietuvā
    [LU] Luksemburgā
    [LV] Latvijā
    [MT] Maltā
    [NL] Nīderlandē
    [NO] Norvēģijā
    [PL] Polijā
    [PT] Portugālē
    [RO] Rumānijā
    [SE] Zviedrijā
    [SI] Slovēnijā
    [SK] Slovākijā
   *[other] valstī { $country }
}

## The page that shows what would be sent to another country.

consent-title = Vai nosūtīt jūsu datus pieslēgšanās pakalpojumam { $in_country }?
consent-body = { $service } jautā, kas jūs esat. Ja piekrītat, šie dati tiks nosūtīti pieslēgšanās pakalpojumam { $in_country }, kas tos nodos pakalpojumam { $service }. Nekas vēl nav nosūtīts.
consent-unnotified = Tikai testā: { $eid } nav apstiprināts lietošanai citās valstīs.
consent-caption = Kas tiktu nosūtīts
consent-level = Uzticamības līmenis
consent-level-value = { $level }, { $eid }
consent-level-why = Lai pakalpojums zinātu, cik droši jūs pieslēdzāties.
consent-unsent-title = Kas netiek nosūtīts
consent-unsent-number = Jūsu personas kods. Tiek nosūtīts identifikators, kas izveidots tikai šai valstij: { $country }.
consent-unsent-asked = Ko vēl pakalpojums prasīja:
consent-unsent-rest = Viss pārējais par jums, piemēram, ko darāt citur.
consent-once = Jūsu atbilde attiecas tikai uz šo pieslēgšanās reizi.
consent-if-declined = Ja atteiksieties, jūs atgriezīsieties pakalpojumā, kas par jums neko neuzzinās.
consent-approve = Nosūtīt un pieslēgties
consent-not-me = Tas neesmu es
consent-not-me-hint = Vai tie ir citas personas dati? Izvēlieties „Tas neesmu es”. Nekas netiks nosūtīts, un varēsiet pieslēgties ar savu eID.
consent-decline = Nesūtīt
consent-changed = Dati ir mainījušies, kopš tos redzējāt. Lūdzu, izlasiet tos vēlreiz.
consent-remember = { $days ->
    [zero] Šajā pārlūkā { $days } dienas man vairs nejautāt, ja { $service } pieprasa tos pašus datus.
    [one] Šajā pārlūkā { $days } dienu man vairs nejautāt, ja { $service } pieprasa tos pašus datus.
   *[other] Šajā pārlūkā { $days } dienas man vairs nejautāt, ja { $service } pieprasa tos pašus datus.
}
consent-remember-hint = Ar savu eID tik un tā pieslēdzaties katru reizi. Ja kaut kas mainīsies, jautāsim vēlreiz. Neatzīmējiet to datorā, ko lieto arī citi.
consent-remembered = Šis pārlūks atceras pakalpojumus, kuriem iepriekš devāt piekrišanu.
consent-forget = Jautāt man katru reizi
consent-identifier = Identifikators
consent-identifier-why = Lai pakalpojums nākamreiz jūs atpazītu.
consent-family-name = Uzvārds
consent-given-name = Vārds
consent-name-why = Lai pakalpojums varētu jūs uzrunāt un atrast jūsu lietu.
consent-birthdate = Dzimšanas datums
consent-birthdate-why = Lai pakalpojums jūs nesajauktu ar citiem cilvēkiem, kam ir tāds pats vārds.
consent-birth-name = Vārds un uzvārds dzimšanas brīdī
consent-birthplace = Dzimšanas vieta
consent-birth-country = Dzimšanas valsts
consent-birth-town = Dzimšanas pilsēta
consent-address = Adrese
consent-gender = Dzimums
consent-phone = Tālruņa numurs
consent-email = E‑pasta adrese
consent-nationality = Valstspiederība
consent-residence = Dzīvesvietas valsts
consent-e-justice-role = Loma e-Justice sistēmā
consent-legal-name = Uzņēmuma vai organizācijas nosaukums
consent-legal-identifier = Uzņēmuma vai organizācijas identifikators
consent-vat = PVN reģistrācijas numurs
consent-tax = Nodokļu maksātāja numurs
consent-eu-identifier = Sabiedrības Eiropas identifikators (EUID)
consent-lei = Juridiskās personas identifikators (LEI)
consent-eori = Muitas numurs (EORI)
consent-excise = Akcīzes numurs (SEED)
consent-sic = Nozares kods (SIC)
consent-asked-why = To prasīja pakalpojums.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Pieslēgšanās pakalpojumam { $in_country }
national-abroad-body = { $service } { $in_country } jautā, kas jūs esat. Jūs pieslēdzaties ar Norvēģijas eID. Pirms kaut kas tiks nosūtīts, redzēsiet, kas tas ir, un varēsiet atteikties.
national-some-service = Pakalpojums
national-nameless = pakalpojums { $in_country }
national-level = Vajadzīgs eID, kura uzticamības līmenis ir „{ $level }” vai augstāks.
national-level-highest = Vajadzīgs eID, kura uzticamības līmenis ir „{ $level }” – pats augstākais.
national-nobody = Pašlaik nevienu eID nevar izmantot šai pieslēgšanās reizei.
national-greyed-legend = eID, kurus pašlaik nevar izmantot
national-why-planned = Vēl nav apstiprināts lietošanai citās valstīs
national-why-pre-notified = Notiek apstiprināšana lietošanai citās valstīs
national-why-level = Nesasniedz vajadzīgo līmeni
national-why-no-terms = Nav vienošanās par lietošanu privātos uzņēmumos { $in_country }
national-why-suspended = Uz laiku slēgts
national-why-unavailable = Pašlaik neatbild
national-unnotified = Tikai testā: nav apstiprināts lietošanai citās valstīs
national-choose-first = Pirms turpināt, izvēlieties eID.
national-not-possible = Šo eID pašlaik nevar izmantot šai pieslēgšanās reizei. Izvēlieties citu.
national-just-failed = { $eid } pašlaik neatbild. Izvēlieties citu eID vai pēc brīža mēģiniet vēlreiz.
national-step-up = Jūs esat pieslēgušies, taču zemākā līmenī, nekā prasa { $service }. Pieslēdzieties vēlreiz ar drošāku eID.
national-persons-title = Izvēlieties testa personu
national-persons-warning = Tikai testā: ikviens var pieslēgties kā jebkura no tām. Neviena no tām nav īsta.
national-persons-legend = Kas vēlaties būt?
national-persons-choose-first = Pirms turpināt, izvēlieties testa personu.
national-persons-another = Pieslēgties citā veidā
national-try-again = Mēģināt vēlreiz: { $eid }
national-another = Izvēlēties citu eID
national-cancelled = Pieslēgšanās tika pārtraukta: { $eid }
    .body = Jūs atcēlāt pieslēgšanos, vai arī { $eid } neapstiprināja, kas jūs esat. Pakalpojumam { $service } nekas nav nosūtīts.
    .advice = Varat mēģināt vēlreiz, izvēlēties citu eID vai atgriezties pakalpojumā.
national-failed = Pieslēgties neizdevās: { $eid }
    .body = Pieslēgšanās ({ $eid }) beidzās ar kļūdu. Tā nav jūsu vaina, un tā nav arī pakalpojuma { $service } vaina.
    .advice = Mēģiniet vēlreiz vai izvēlieties citu eID.
national-level-too-low = Jums vajadzīgs drošāks eID
    .body = Pieslēgšanās ({ $eid }) nesasniedz uzticamības līmeni, ko prasa { $service }.
    .advice = Izvēlieties drošāku eID.
national-answer-invalid = Atbildi nevarējām izmantot: { $eid }
    .body = Atbilde neizturēja mūsu drošības pārbaudes, tāpēc mēs jūs nepieslēdzām. Tā nav jūsu vaina.
    .advice = Mēģiniet vēlreiz. Ja tas atkārtojas, paziņojiet mums tālāk norādīto atsauces numuru.
national-answer-late = Jums jāpieslēdzas vēlreiz: { $eid }
    .body = Pieslēgšanās jānotiek tagad; agrāku izmantot nevar. Atbilde ({ $eid }) attiecās uz vecāku pieslēgšanos.
    .advice = Mēģiniet vēlreiz un pieslēdzieties no jauna, kad jums to lūdz.
national-incomplete = Netika nosūtīts viss vajadzīgais: { $eid }
    .body = Atbildē trūka dažu jūsu pamatdatu (vārda, dzimšanas datuma, personas koda) vai tie bija nepareizi, tāpēc nevaram jūs pieslēgt.
    .advice = Izvēlieties citu eID vai jautājiet izmantotā eID palīdzības dienestam.
national-not-notified = Izmantoto eID vēl nevar lietot citās valstīs
    .body = Jūs pieslēdzāties ({ $eid }), taču ar eID, kas nav apstiprināts lietošanai citās valstīs. Pakalpojumam { $service } nekas nav nosūtīts.
    .advice = Mēģiniet vēlreiz un izvēlieties tur apstiprinātu eID.
national-suspended = Uz laiku slēgts: { $eid }
    .body = Pieslēgšanās ({ $eid }) ir slēgta drošības vai apkopes dēļ.
    .advice = Izvēlieties citu eID vai mēģiniet vēlāk.
national-unavailable = Pašlaik neatbild: { $eid }
    .body = Nevaram sazināties: { $eid }. Tā nav jūsu vaina, un tā nav arī pakalpojuma { $service } vaina.
    .advice = Izvēlieties citu eID vai mēģiniet pēc dažām minūtēm.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitālais maks
wallet-description = Personas identifikācijas dati jūsu Eiropas makā
wallet-title = Pieslēgšanās ar digitālo maku
wallet-body = No jūsu maka tiek prasīts vārds un uzvārds, dzimšanas datums, valsts un personas kods, lai pakalpojums { $service } zinātu, kas jūs esat. To pašu redzēsiet makā un tur izlemsiet.
wallet-privacy = Šos datus nododam pakalpojumam { $service } un neglabājam.
wallet-here-title = Maks ir šajā ierīcē
wallet-open = Atvērt maku
wallet-open-other = Atvērt citu maku
wallet-here-hint = { $minutes ->
    [zero] Saite darbojas { $minutes } minūtes. Pēc tam jūs automātiski atgriezīsieties šeit.
    [one] Saite darbojas { $minutes } minūti. Pēc tam jūs automātiski atgriezīsieties šeit.
   *[other] Saite darbojas { $minutes } minūtes. Pēc tam jūs automātiski atgriezīsieties šeit.
}
wallet-elsewhere-title = Maks ir citā ierīcē
wallet-scan = Noskenējiet kodu ar maku. Skenējiet kodu tikai lapā, kuru paši atvērāt.
wallet-scan-hint = { $minutes ->
    [zero] Kods darbojas { $minutes } minūtes. Jaunu varat saņemt jebkurā laikā.
    [one] Kods darbojas { $minutes } minūti. Jaunu varat saņemt jebkurā laikā.
   *[other] Kods darbojas { $minutes } minūtes. Jaunu varat saņemt jebkurā laikā.
}
wallet-qr-alternative = QR kods, kas atver maku citā ierīcē. Tā pati saite ir tālāk kā teksts.
wallet-copy = Vai nevarat noskenēt kodu?
wallet-copy-label = Nokopējiet saiti un atveriet to ierīcē, kurā ir maks:
wallet-approved = Apstiprināts, turpināt
wallet-new-code = Saņemt jaunu saiti un kodu
wallet-another = Izvēlēties citu pieslēgšanās veidu
wallet-not-yet = No maka vēl nav saņemta atbilde. Vispirms apstipriniet makā.
wallet-refused = Makā tika atbildēts „nē”. Nekas netika nosūtīts. Varat mēģināt vēlreiz ar jaunu kodu vai izvēlēties citu veidu.
wallet-failed = Maks nevarēja atbildēt uz pieprasījumu. Nekas netika nosūtīts. Varat mēģināt vēlreiz ar jaunu kodu vai izvēlēties citu veidu.
wallet-expired = Saite un kods vairs nedarbojas. Lai turpinātu, saņemiet jaunus.
wallet-code-expired = Kods vairs nedarbojas. Saņemiet jaunu, ja maks ir citā ierīcē.
wallet-in-another-browser = Maks ir atbildējis un atvēris citu cilni vai pārlūku. Turpiniet tur vai sāciet no jauna šeit.
wallet-browser-title = Ļaut pārlūkam atrast maku
wallet-browser-ask = Atrast maku
wallet-browser-hint = Pārlūks parāda šajā ierīcē esošos makus vai savienojas ar jūsu tālruni. Tur izlemjat, ko uzrādīt.
wallet-browser-none = Neviens maks neatbildēja. Mēģiniet vēlreiz vai izmantojiet citu šajā lapā piedāvāto veidu.
wallet-card-expired = Uzrādītajam apliecinājumam beidzies derīguma termiņš. Uzrādiet citu vai izvēlieties citu pieslēgšanās veidu.
wallet-card-revoked = Izdevējs uzrādīto apliecinājumu ir atsaucis vai apturējis. Uzrādiet citu vai izvēlieties citu pieslēgšanās veidu.
wallet-not-taken = To, ko maks uzrādīja, nevarēja izmantot. Mēģiniet vēlreiz vai izvēlieties citu pieslēgšanās veidu.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Mēs jūs atpazinām
matched-body = Jūs šeit esat reģistrā kā { $name }, jūsu numura beigas ir { $end }. Jūs varat lietot pakalpojumu { $service }, kas saņem jūsu numuru.
matched-body-alone = Jūs šeit esat reģistrā kā { $name }, jūsu numura beigas ir { $end }. Jūs varat lietot pakalpojumu { $service }, kas jūsu numuru nesaņem.
matched-keep = Vai pazīt jūs nākamreiz?
matched-keep-hint = Ja vēlaties, mēs saglabājam, kurš numurs ir jūsu. Tas ir šifrēts, un to atver tikai jūsu eID. Tad, jums pieslēdzoties, reģistram vairs nejautā.
matched-keep-until = Jā, līdz: { $date }
matched-keep-not = Nē, nesaglabāt
matched-none-title = Mēs jūs neatradām starp šeit reģistrētajiem
matched-none-body = Jūs pierādījāt, ka esat { $name }. To, ko jūsu eID par jums saka, nevarēja saistīt ar vienu personu reģistrā.
matched-used = Tas tika salīdzināts
matched-differs = Reģistrā ir citādi
matched-ways = Ko jūs varat darīt
matched-link-title = Vai jums ir Norvēģijas eID?
matched-link-body = Pieslēdzieties ar to vienreiz, un mēs zināsim, kurš numurs ir jūsu. Vēlreiz pieslēgties { $in_country } nevajag. Dariet tāpat, ja kopš pagājušās reizes jums ir jauns eID.
matched-link = Saistīt ar { $eid }
matched-update = Ja reģistrā kaut kas par jums ir nepareizi vai novecojis, lūdziet to izlabot un pēc tam pieslēdzieties vēlreiz.
matched-without = Turpināt bez saistīšanas
matched-as-new = Turpināt kā jaunam lietotājam
matched-without-hint = Ja jau esat reģistrā, pakalpojums { $service } nezinās, ka tas esat jūs.
matched-not-linked = Nekas nav saistīts: jūsu vārds vai dzimšanas datums abos eID nav vienāds.
matched-not-proven = Pieslēgšanās ar Norvēģijas eID netika pabeigta. Nekas nav saistīts.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Manas pieslēgšanās
own-receipt = Pieslēgšanās apliecinājumi: kas par jums nosūtīts, kam un kāpēc
own-title = Manas pieslēgšanās
own-intro = Šeit ir jūsu pieslēgšanās pēdējās 90 dienās un tas, kas par jums nosūtīts. Tās atver tikai jūsu eID.
own-start = Pieslēgties un skatīt
own-list = Kas nosūtīts
own-none = Nav ko rādīt.
own-when = Kad
own-to = Kam
own-with = Ar ko
own-why = Kāpēc
own-why-login = Jūs pieslēdzāties šim pakalpojumam.
own-one = Rādīt tikai šo apliecinājumu drukāšanai
own-all = Rādīt visas manas pieslēgšanās
own-kept = Ko varat izbeigt
own-kept-match = Jūsu numurs, kura beigas ir { $end }, tiek glabāts līdz: { $date }.
own-kept-from = { $country }: jūsu numurs šīs valsts eID vajadzībām tiek glabāts līdz: { $date }.
own-end-match = Vairs neglabāt
own-export = Saglabāt kā failu (JSON)
own-code-title = Palīdzības dienests
own-code-body = Saņemiet kodu un nolasiet to palīdzības dienestam. Ar to viņi 15 minūtes redz šo sarakstu un neko citu par jums.
own-code-get = Saņemt kodu
own-code = Jūsu kods: { $code }. Tas der līdz: { $time }.
own-leave = Aizvērt manas pieslēgšanās
own-about = Ko mēs glabājam
own-about-passed = To, ko jūsu eID par jums saka, nododam pakalpojumam, kuram pieslēdzaties. Mums tas ir tikai pieslēgšanās laikā.
own-about-yours = Jūs varat izbeigt: pieslēgšanos šeit, piekrišanas, ko atceras jūsu pārlūks, un numuru, ko ļāvāt mums glabāt. Pieslēgšanos saraksts pēc 90 dienām izdzēšas pats. Viss ir šifrēts, un to atver tikai jūsu eID vai pārlūks.
own-about-law = Likums prasa pieslēgšanos žurnālu bez jūsu vārda un numura.
own-about-journal = Ja jūs salīdzināja ar reģistru, arī salīdzinātais tiek glabāts šifrēts 6 līdz 12 mēnešus.
own-about-ask = Vai vēlaties kaut ko dzēst vai zināt, kas mums par jums ir? Jautājiet šeit.

## The page of one’s own login here, and logging out.

session-link = Jūsu pieslēgšanās šeit
session-title = Jūs šeit esat pieslēgušies
session-by = { $minutes ->
    [zero] Jūs pieslēdzāties pirms { $minutes } minūtēm ({ $eid }). Pakalpojumi, kas izmanto šo pieslēgšanos, šajā pārlūkā jūs ielaiž, vairs nejautājot, līdz tā beidzas.
    [one] Jūs pieslēdzāties pirms { $minutes } minūtes ({ $eid }). Pakalpojumi, kas izmanto šo pieslēgšanos, šajā pārlūkā jūs ielaiž, vairs nejautājot, līdz tā beidzas.
   *[other] Jūs pieslēdzāties pirms { $minutes } minūtēm ({ $eid }). Pakalpojumi, kas izmanto šo pieslēgšanos, šajā pārlūkā jūs ielaiž, vairs nejautājot, līdz tā beidzas.
}
session-services = Jūs to esat izmantojuši šeit:
session-logout = Atslēgties
session-logout-hint = Atslēdzieties, ja šo datoru lieto arī citi.
session-nobody-title = Jūs šeit neesat pieslēgušies
session-nobody-body = Šajā pārlūkā neviens pakalpojums nevienu neielaiž bez jaunas pieslēgšanās. Iespējams, joprojām esat pieslēgušies iepriekš izmantotam pakalpojumam: atslēdzieties tur.
session-asks-title = Vai vēlaties atslēgties?
session-asks-body = { $service } lūdz beigt jūsu pieslēgšanos šeit.
session-asks-body-nameless = Kāda lapa lūdz beigt jūsu pieslēgšanos šeit.
session-stay = Neatslēgties
session-out-title = Jūs esat atslēgušies
session-out-body = Jūsu pieslēgšanās ir beigusies. Neviens šajā pārlūkā ar to vairs nevar iekļūt nevienā pakalpojumā.
session-was-not = Arī iepriekš jūs šeit nebijāt pieslēgušies.
session-closed = Šiem pakalpojumiem ir paziņots:
session-open = Iespējams, joprojām esat pieslēgušies šiem pakalpojumiem:
session-open-hint = Atslēdzieties arī tur vai aizveriet pārlūku.
session-back = Turpināt uz pakalpojumu: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Mēģināt vēlreiz: { $country }
error-other-country = Izvēlēties citu valsti
error-back = Atpakaļ uz pakalpojumu: { $service }
error-look = Mēģināt vēlreiz
error-help = Saņemt palīdzību
error-reference = Atsauces numurs
error-reference-hint = Norādiet šo numuru, ja vēršaties pēc palīdzības. Tas neko par jums neatklāj.
error-cancelled = Jūs pārtraucāt pieslēgšanos { $in_country }
    .body = Pakalpojumam { $service } nekas nav nosūtīts.
    .advice = Varat atgriezties pakalpojumā, mēģināt vēlreiz vai izvēlēties citu valsti.
error-not-confirmed = Netika apstiprināts, kas jūs esat ({ $country })
    .body = Iespējams, kods bija nepareizs, jūsu eID ir bloķēts vai tam beidzies derīgums, vai arī tur pārtraucāt pieslēgšanos. Pakalpojumam { $service } nekas nav nosūtīts.
    .advice = Mēģiniet vēlreiz. Ja jūsu eID ir bloķēts, to var atbloķēt tikai paša eID palīdzības dienests.
error-peer-failed = Pieslēgties neizdevās ({ $country })
    .body = Pieslēgšanās { $in_country } beidzās ar kļūdu. Tā nav jūsu vaina, un tā nav arī pakalpojuma { $service } vaina.
    .advice = Mēģiniet vēlreiz. Ja tas atkārtojas, vairāk zina jūsu eID palīdzības dienests.
error-level-too-low = Vajadzīgs drošāks eID
    .body = Izmantotais eID nesasniedz uzticamības līmeni, ko prasa { $service }.
    .advice = Mēģiniet vēlreiz un izvēlieties drošāku eID, ja jūsu valsts tādu piedāvā.
error-answer-invalid = Atbildi nevarējām izmantot ({ $country })
    .body = Atbilde neizturēja mūsu drošības pārbaudes, tāpēc mēs jūs nepieslēdzām. Tā nav jūsu vaina.
    .advice = Mēģiniet vēlreiz. Ja tas atkārtojas, paziņojiet mums tālāk norādīto atsauces numuru.
error-answer-late = Atbilde pienāca par vēlu
    .body = Jūsu drošībai atbilde no citas valsts ir derīga tikai dažas minūtes.
    .advice = Mēģiniet vēlreiz; valsts no jauna nav jāizvēlas.
error-answer-used = Šī pieslēgšanās jau ir izmantota
    .body = To pašu atbildi var izmantot tikai vienreiz. Iespējams, atkārtoti ielādējāt vecu lapu.
    .advice = Atgriezieties pakalpojumā. Ja tur neesat pieslēgušies, sāciet no jauna.
error-incomplete = Netika nosūtīts viss vajadzīgais ({ $country })
    .body = Atbildē trūka dažu jūsu pamatdatu (vārda, dzimšanas datuma, identifikatora), tāpēc nevaram jūs pieslēgt.
    .advice = Jūsu eID palīdzības dienests zina, kādus datus tas nosūta. Varat mēģināt vēlreiz vai izvēlēties citu valsti.
error-representation = Šeit varat pieslēgties tikai savā vārdā
    .body = Saskaņā ar atbildi ({ $country }) jūs rīkojaties citas personas vārdā. { $service } to nevar pieņemt.
    .advice = Mēģiniet vēlreiz un pieslēdzieties savā vārdā.
error-another-level = Vajadzīgs cits eID
    .body = { $service } pieņem tikai noteiktus uzticamības līmeņus, bet jūsu pieslēgšanās līmenis bija cits. Par jums nekas nav nosūtīts.
    .advice = Pieslēdzieties ar citu eID vai atgriezieties pakalpojumā.
error-another-person = Jūs neesat persona, ko gaidīja pakalpojums
    .body = { $service } jautāja pēc personas, kas to izmantoja iepriekš, bet jūs pieslēdzāties kā cita persona. Par jums nekas nav nosūtīts.
    .advice = Mēģiniet vēlreiz ar šīs personas eID, ja tas ir jūsu, vai atgriezieties pakalpojumā un sāciet tur no jauna.
error-country-unavailable = Ar šo valsti pašlaik nevar sazināties: { $country }
    .body = Pašlaik mums nav derīga savienojuma ar pieslēgšanās pakalpojumu { $in_country }. Tā nav jūsu vaina.
    .advice = Mēģiniet vēlāk vai izvēlieties citu valsti, ja jums tur ir eID.
error-country-suspended = Pieslēgšanās { $in_country } uz laiku ir slēgta
    .body = Pieslēgšanās { $in_country } ir slēgta drošības vai apkopes dēļ.
    .advice = Mēģiniet vēlāk vai atgriezieties pakalpojumā.
error-abroad-suspended = Pieslēgšanās pakalpojumiem { $in_country } uz laiku ir slēgta
    .body = Tā ir slēgta drošības vai apkopes dēļ. Par jums nekas nav nosūtīts.
    .advice = Mēģiniet vēlāk vai jautājiet pakalpojumam par citu pieslēgšanās veidu.
error-abroad-unavailable = Pašlaik nevaram jūs novirzīt atpakaļ ({ $country })
    .body = Pašlaik mums nav derīga savienojuma ar pieslēgšanās pakalpojumu { $in_country }. Tā nav jūsu vaina. Par jums nekas nav nosūtīts.
    .advice = Pēc dažām minūtēm atveriet pakalpojumu vēlreiz un sāciet no turienes.
error-cookie-missing = Mēs neatpazīstam šo pārlūku
    .body = Pieslēgšanās jābeidz tajā pašā pārlūkā, kurā tā sākta, un sīkdatnēm jābūt atļautām. Tas jūs pasargā no citiem, kas mēģina izmantot jūsu pieslēgšanos.
    .advice = Atļaujiet šai vietnei sīkdatnes, atgriezieties pakalpojumā un sāciet tur no jauna.
error-too-many-logins = Vienlaikus atvērts pārāk daudz pieslēgšanos
    .body = Šajā pārlūkā sākts tik daudz pieslēgšanos, ka vecākā bija jāaizver. Šī bija viena no tām.
    .advice = Atgriezieties pakalpojumā un sāciet no jauna.
error-flow-expired = Pieslēgšanās ilga pārāk ilgi
    .body = Jūsu drošībai pieslēgšanās jāpabeidz { $minutes } minūšu laikā.
    .advice = Atgriezieties pakalpojumā un sāciet no jauna.
error-flow-unknown = Šīs pieslēgšanās vairs nav
    .body = Iespējams, atvērāt grāmatzīmi vai vecu lapu. Pieslēgšanās var sākties tikai pakalpojumā, ko vēlaties izmantot.
    .advice = Atveriet pakalpojumu un pieslēdzieties no turienes.
error-flow-finished = Šī pieslēgšanās jau ir pabeigta
    .body = Mēs jūs jau novirzījām uz pakalpojumu: { $service }.
    .advice = Turpiniet pakalpojumā. Ja tur neesat pieslēgušies, sāciet no jauna.
error-foreign-request-invalid = Citas valsts pieslēgšanās pakalpojums atsūtīja kaut ko, ko nevaram izmantot
    .body = Tā pieprasījums neizturēja mūsu drošības pārbaudes, tāpēc nelūdzām jūs pieslēgties. Tā nav jūsu vaina.
    .advice = Atgriezieties pakalpojumā, no kura nācāt, un mēģiniet vēlreiz. Ja tas atkārtojas, paziņojiet šim pakalpojumam.
error-foreign-request-late = Citas valsts pieprasījums ir pārāk vecs
    .body = Jūsu drošībai pieslēgšanās pieprasījums ir derīgs tikai dažas minūtes. Iespējams, atvērāt vecu lapu.
    .advice = Atgriezieties pakalpojumā, no kura nācāt, un sāciet no jauna.
error-foreign-request-used = Šī pieslēgšanās jau reizi ir sākta
    .body = To pašu pieprasījumu var izmantot tikai vienreiz. Iespējams, atkārtoti ielādējāt vecu lapu.
    .advice = Atgriezieties pakalpojumā, no kura nācāt, un sāciet no jauna.
error-nothing-to-send = Nevaram jūs pieslēgt ({ $country })
    .body = Jūs apliecinājāt, kas esat, taču trūkst kaut kā, kas { $in_country } ir obligāts: vārda, uzvārda, dzimšanas datuma vai atzīta uzticamības līmeņa. Par jums nekas nav nosūtīts.
    .advice = Varat atgriezties pakalpojumā, kuram tiks paziņots, ka pieslēgties neizdevās.
error-not-abroad = Nacionālie eID nav atvērti citām valstīm
    .body = Citām Eiropas valstīm no šejienes vēl nav paziņots neviens nacionālais eID, vai arī visi ir slēgti. Tāpēc šajā adresē nav ko publicēt.
    .advice = Izmantojiet citu pieslēgšanās veidu, ko piedāvā pakalpojums.
error-not-for-people = Šeit nav ko skatīt
    .body = Šī adrese saņem ziņojumus starp Eiropas valstu pieslēgšanās pakalpojumiem.
    .advice = Atveriet pakalpojumu, ko vēlaties izmantot, un pieslēdzieties no turienes.
error-client-unknown = Mēs nepazīstam pakalpojumu, kas jūs atsūtīja
    .body = Pakalpojums šeit nav reģistrēts, vai arī tas norādīja nepareizu atgriešanās adresi. Tāpēc nevaram jūs automātiski novirzīt atpakaļ.
    .advice = Paziņojiet par to pakalpojumam. Kļūda ir viņu, nevis jūsu pusē.
error-request-invalid = Pakalpojums atsūtīja kaut ko, ko nevaram izmantot
    .body = Pakalpojuma pieslēgšanās pieprasījumā ir kļūda. Tā nav jūsu vaina.
    .advice = Atgriezieties pakalpojumā un mēģiniet vēlreiz. Ja tas atkārtojas, paziņojiet pakalpojumam.
error-logout-expired = Šis jautājums ir pārāk vecs
    .body = Uz atslēgšanās pieprasījumu jāatbild desmit minūšu laikā. Atslēgšanās nav notikusi.
    .advice = Lai atslēgtos, šīs lapas apakšā atveriet „Jūsu pieslēgšanās šeit”.
error-logout-hint = Atslēgšanās nav notikusi: pakalpojuma pierādījums par jūsu pieslēgšanos nav derīgs
    .body = Pakalpojums atsūtīja identitātes marķieri (id_token_hint), ko neesam tam izdevuši. Tā nav jūsu vaina.
    .advice = Lai atslēgtos, šīs lapas apakšā atveriet „Jūsu pieslēgšanās šeit”. Ja tas atkārtojas, paziņojiet pakalpojumam.
error-logout-invalid = Atslēgšanās nav notikusi: pakalpojums atsūtīja kaut ko, ko nevaram izmantot
    .body = Atslēgšanās pieprasījumā ir kļūda, vai arī tas nāk no pakalpojuma, ko nepazīstam. Tā nav jūsu vaina.
    .advice = Lai atslēgtos, šīs lapas apakšā atveriet „Jūsu pieslēgšanās šeit”. Ja tas atkārtojas, paziņojiet pakalpojumam.
error-logout-return = Atslēgšanās nav notikusi: pakalpojums norādīja nepareizu atgriešanās adresi
    .body = Adrese, uz kuru atgriezties pēc atslēgšanās (post_logout_redirect_uri), pakalpojumam nav reģistrēta zīmi pa zīmei. Tā nav jūsu vaina.
    .advice = Lai atslēgtos, šīs lapas apakšā atveriet „Jūsu pieslēgšanās šeit”. Ja tas atkārtojas, paziņojiet pakalpojumam.
error-too-many-attempts = Šī pieslēgšanās ir mēģināta pārāk daudz reižu
    .body = Šajā pieslēgšanās reizē jūs trīs reizes novirzījām, bet atbildes nebija.
    .advice = Atgriezieties pakalpojumā un sāciet no jauna.
error-busy = Pašlaik pieslēdzas pārāk daudz cilvēku
    .body = Kādu brīdi nepieņemam jaunas pieslēgšanās. Tā nav jūsu vaina, un tas neskar tos, kas jau sākuši.
    .advice = Nedaudz pagaidiet, atgriezieties pakalpojumā un mēģiniet vēlreiz.
error-not-found = Šādas lapas nav
    .body = Adrese ir nepareiza vai novecojusi.
    .advice = Atveriet pakalpojumu, ko vēlaties izmantot, un pieslēdzieties no turienes.
error-internal = Mūsu pusē radās kļūda
    .body = Tā nav jūsu vaina. Pakalpojumam nekas nav nosūtīts.
    .advice = Pēc brīža mēģiniet vēlreiz. Ja tas atkārtojas, paziņojiet mums tālāk norādīto atsauces numuru.
error-unavailable = Pašlaik nevienu nevaram pieslēgt
    .body = Pieslēgšanās pakalpojums tiek restartēts, vai tajā ir kļūme. Tā nav jūsu vaina.
    .advice = Mēģiniet pēc dažām minūtēm.
