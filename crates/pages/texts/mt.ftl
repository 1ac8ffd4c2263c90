### Maltese. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = is‑servizz
skip-to-content = Aqbeż għall‑kontenut
language-switch = Lingwa
footer-help = Għajnuna
footer-privacy = Avviż dwar il‑privatezza
footer-accessibility = Dikjarazzjoni dwar l‑aċċessibbiltà
footer-get-eid = Kif tikseb e‑ID
banner-demo = Ewropa tad‑dimostrazzjoni: kollox hawn huwa simulat, u l‑persuni kollha huma vvintati.
banner-test = Ambjent tat‑test: tużax e‑ID vera hawn.
footer-unread = Ħadd li din hija l‑lingwa materna tiegħu għadu ma qara din it‑traduzzjoni. Għidilna x’għandu jitjieb.
steps-label = Il‑passi tal‑login tiegħek
step-country = Agħżel pajjiż
step-home = Idħol f’pajjiżek
step-back = Lura għas‑servizz
time-left-title = Għandek bżonn aktar ħin?
time-left-body = Il‑login tiegħek hawn jintemm fi żewġ minuti bejn wieħed u ieħor. Tista’ tieħu aktar ħin mingħajr ma jintilef xejn.
time-left-more = Agħtini aktar ħin
time-left-last = Il‑login tiegħek hawn jintemm fi żewġ minuti bejn wieħed u ieħor u ma jistax jittawwal aktar. Lestih issa, jew mur lura fis‑servizz u erġa’ ibda.
eu-institutions = Istituzzjonijiet tal‑UE
logging-in-to = Qed tidħol fis‑servizz: { $service }
service-of = Servizz ta’ { $organisation }
next = Li jmiss
cancel = Ikkanċella
cancel-back-to = Ikkanċella u mur lura: { $service }

## The page where one chooses how to log in.

chooser-title = Kif tixtieq tidħol?
chooser-legend = Agħżel l‑identità elettronika tiegħek
chooser-eidas = E‑ID Ewropea
chooser-eidas-hint = Uża l‑e‑ID ta’ pajjiżek fl‑UE jew fiż‑ŻEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Agħżel il‑pajjiż tal‑e‑ID tiegħek
country-intro = Tidħol bl‑e‑ID li tuża f’pajjiżek. Aħna nibagħtuk lejn pajjiżek, u mbagħad terġa’ lura hawn.
country-level = { $service } jitlob e‑ID tal‑livell “{ $level }” jew ogħla.
country-level-highest = { $service } jitlob e‑ID tal‑livell “{ $level }”, li huwa l‑ogħla.
country-eids = Tista’ tuża: { $eids }
country-more = Is‑servizz jitlob ukoll din l‑informazzjoni dwarek. Tintbagħat biss jekk pajjiżek għandu din l‑informazzjoni, u tista’ tidħol mingħajrha.
country-companies = Dan is‑servizz huwa għal kumpaniji u organizzazzjonijiet oħra. F’pajjiżek tidħol f’isem waħda minnhom: jintbagħtu isimha u l‑identifikatur tagħha.
country-companies-acting = Jintbagħtu wkoll ismek, id‑data tat‑twelid tiegħek u l‑identifikatur tiegħek jekk taġixxi f’isimha.
country-companies-alone = Hawnhekk tgħodd biss e‑ID tal‑organizzazzjoni nnifisha: b’tiegħek ma tistax taġixxi f’isimha.
country-companies-more = Is‑servizz jitlob ukoll din l‑informazzjoni dwar l‑organizzazzjoni. Tintbagħat biss jekk pajjiżek għandu din l‑informazzjoni, u tista’ tidħol mingħajrha.
country-legend = Pajjiżi li tista’ tagħżel
country-search = Fittex pajjiż
country-search-button = Fittex
country-show-all = Uri l‑pajjiżi kollha
country-none = L‑ebda pajjiż ma jaqbel ma’ “{ $query }”.
country-count = { $count ->
    [one] Pajjiż wieħed
    [two] Żewġ pajjiżi
    [few] { $count } pajjiżi
    [many] { $count }-il pajjiż
   *[other] { $count } pajjiż
}
country-choose-first = Agħżel pajjiż qabel ma tkompli.
country-not-possible = Dan il‑pajjiż ma jistax jintuża għal dan il‑login bħalissa. Agħżel ieħor.
country-unavailable-legend = Pajjiżi li ma jistgħux jintużaw bħalissa
country-suggested = Issuġġerit għalik
country-last-time = Magħżul l‑aħħar darba fuq dan l‑apparat
country-forget = Insa l‑għażla tiegħi
country-by-service = Issuġġerit mis‑servizz
country-by-language = Issuġġerit skont il‑lingwa tal‑browser tiegħek
country-not-connected = Dan il‑pajjiż għadu ma jistax jintgħażel hawn: { $country }.
country-failing = Ħafna logins minn dan il‑pajjiż qed ifallu bħalissa
country-missing-title = Pajjiżi mhuwiex hawn
country-missing-body = Tista’ tagħżel pajjiżi b’e‑ID rikonoxxuta li huma konnessi magħna. Tiegħek jista’ jiġi konness aktar tard. Jekk għandek e‑ID minn pajjiż ieħor, tista’ tużaha. Inkella mur lura u staqsi lis‑servizz għal mod ieħor.
reason-level = M’għandux e‑ID tal‑livell mitlub
reason-service-unknown = Is‑servizz mhuwiex irreġistrat ma’ dan il‑pajjiż
reason-incomplete = Dan il‑pajjiż ma jaqsamx id‑data meħtieġa biex tidħol
reason-unavailable = Ma nistgħux naqbdu ma’ dan il‑pajjiż
reason-starting = Qed jiġi konness; erġa’ pprova ftit ieħor
reason-suspended = Magħluq temporanjament
since = minn { $time }
level-low = baxx
level-substantial = sostanzjali
level-high = għoli

## The page that leads to the other country.

send-title = Qed nibagħtuk lejn: { $country }
send-body = Hemmhekk tidħol bl‑e‑ID tiegħek. Imbagħad terġa’ lura hawn awtomatikament.
send-button = Kompli: { $country }
send-time-limit = { $minutes ->
    [one] Għandek madwar minuta biex tidħol.
    [two] Għandek madwar żewġ minuti biex tidħol.
    [few] Għandek madwar { $minutes } minuti biex tidħol.
    [many] Għandek madwar { $minutes }-il minuta biex tidħol.
   *[other] Għandek madwar { $minutes } minuta biex tidħol.
}
send-again-title = Ġejt lura mingħajr ma dħalt { $in_country }?
send-again-body = Diġà ntbagħatt hemm darba. Tista’ terġa’ tipprova, jew tagħżel pajjiż ieħor.
send-choose-another = Agħżel pajjiż ieħor

## The page that leads back to the service.

continue-title = Dħalt
continue-body = Qed nibagħtuk lura: { $service }.
continue-button = Kompli: { $service }
wait-title = Mument
wait-body = Il‑login tiegħek għadu qed jiġi vverifikat. Agħfas il‑buttuna fi ftit ħin.
wait-button = Erġa’ ara

## Too many log in at once, and a place in the queue is kept.

queue-title = Int fil‑kju
queue-body = Ħafna nies qed jidħlu bħalissa. Iżżomm postok sakemm din il‑paġna tkun miftuħa, u tkompli waħedha meta jasal il‑mument tiegħek.
queue-press = Ħafna nies qed jidħlu bħalissa. Iżżomm postok. Agħfas il‑buttuna meta jasal il‑mument tiegħek.
queue-minutes = { $minutes ->
    [one] Se tieħu madwar minuta.
    [two] Se tieħu madwar żewġ minuti.
    [few] Se tieħu madwar { $minutes } minuti.
    [many] Se tieħu madwar { $minutes }-il minuta.
   *[other] Se tieħu madwar { $minutes } minuta.
}

## Whom one can ask when something did not work.

contact-title = Lil min tista’ tistaqsi
contact-country = Għajnuna dwar l‑e‑ID { $in_country }
contact-eid = Għajnuna: { $eid }
contact-service = Għajnuna: { $service }
contact-ours = Għajnuna ta’ dan is‑servizz tal‑login
contact-phone = Telefown
contact-email = Email
contact-web = Paġna web
contact-hours = Miftuħ
contact-languages = Lingwi

## The front page, for whom came here by chance.

front-title = Login lil hinn mill‑fruntieri tal‑Ewropa
front-body = Dan huwa servizz tal‑login. Wieħed jasal hawn minn servizz pubbliku li jixtieq juża, mhux direttament. Mur fis‑servizz u agħżel li tidħol minn hemm.
front-developers = Għal min jikkonnettja servizz jew pajjiż

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] fl‑Awstrija
    [BE] fil‑Belġju
    [BG] fil‑Bulgarija
    [CY] f’Ċipru
    [CZ] fir‑Repubblika Ċeka
    [DE] fil‑Ġermanja
    [DK] fid‑Danimarka
    [EE] fl‑Estonja
    [EL] fil‑Greċja
    [ES] fi Spanja
    [EU] fl‑istituzzjonijiet tal‑UE
    [FI] fil‑Finlandja
    [FR] fi Franza
    [HR] fil‑Kroazja
    [HU] fl‑Ungerija
    [IE] fl‑Irlanda
    [IS] fl‑Iżlanda
    [IT] fl‑Italja
    [LI] fil‑Liechtenstein
    [LT] fil‑Litwanja
    [LU] fil‑Lussemburgu
    [LV] fil‑Latvja
    [MT] f’Malta
    [NL] fin‑Netherlands
    [NO] fin‑Norveġja
    [PL] fil‑Polonja
    [PT] fil‑Portugall
    [RO] fir‑Rumanija
    [SE] fl‑Iżvezja
    [SI] fis‑Slovenja
    [SK] fis‑Slovakkja
   *[other] f’{ $country }
}

## The page that shows what would be sent to another country.

consent-title = Tibgħat id‑data tiegħek lis‑servizz tal‑login { $in_country }?
consent-body = { $service } jistaqsi min int. Jekk taqbel, din id‑data tintbagħat lis‑servizz tal‑login { $in_country }, li jgħaddiha lil { $service }. Xejn għadu ma ntbagħat.
consent-unnotified = Fit‑test biss: { $eid } mhijiex approvata għall‑użu f’pajjiżi oħra.
consent-caption = X’jintbagħat
consent-level = Livell ta’ assigurazzjoni
consent-level-value = { $level }, b’{ $eid }
consent-level-why = Biex is‑servizz ikun jaf kemm dħalt b’mod sigur.
consent-unsent-title = X’ma jintbagħatx
consent-unsent-number = In‑numru tal‑identità nazzjonali tiegħek. Jintbagħat identifikatur magħmul biss għal dan il‑pajjiż: { $country }.
consent-unsent-asked = X’talab ukoll is‑servizz:
consent-unsent-rest = Kull ħaġa oħra dwarek, bħal dak li tagħmel x’imkien ieħor.
consent-once = It‑tweġiba tiegħek tgħodd għal dan il‑login biss.
consent-if-declined = Jekk tgħid le, tmur lura għas‑servizz, li ma jsir jaf xejn dwarek.
consent-approve = Ibgħat u idħol
consent-not-me = Dan mhux jien
consent-not-me-hint = Din id‑data hija ta’ ħaddieħor? Agħżel “Dan mhux jien”. B’hekk ma jintbagħat xejn, u tista’ tidħol bl‑e‑ID tiegħek.
consent-decline = Tibgħatx
consent-changed = Id‑data nbidlet minn meta rajtha. Jekk jogħġbok erġa’ aqraha.
consent-remember = { $days ->
    [one] Terġax tistaqsini għal ġurnata f’dan il‑browser, meta { $service } jitlob l‑istess data.
    [two] Terġax tistaqsini għal jumejn f’dan il‑browser, meta { $service } jitlob l‑istess data.
    [few] Terġax tistaqsini għal { $days } ijiem f’dan il‑browser, meta { $service } jitlob l‑istess data.
    [many] Terġax tistaqsini għal { $days }-il jum f’dan il‑browser, meta { $service } jitlob l‑istess data.
   *[other] Terġax tistaqsini għal { $days } jum f’dan il‑browser, meta { $service } jitlob l‑istess data.
}
consent-remember-hint = Xorta tidħol bl‑e‑ID tiegħek kull darba. Jekk tinbidel xi ħaġa, nerġgħu nistaqsu. Timmarkax dan fuq kompjuter li jużaw oħrajn.
consent-remembered = Dan il‑browser jiftakar servizzi li qbilt magħhom qabel.
consent-forget = Staqsini kull darba
consent-identifier = Identifikatur
consent-identifier-why = Biex is‑servizz jagħrfek id‑darba li jmiss.
consent-family-name = Kunjom
consent-given-name = Isem
consent-name-why = Biex is‑servizz ikun jista’ jindirizzak u jsib il‑każ tiegħek.
consent-birthdate = Data tat‑twelid
consent-birthdate-why = Biex is‑servizz ma jħawdekx ma’ oħrajn bl‑istess isem.
consent-birth-name = Isem mat‑twelid
consent-birthplace = Post tat‑twelid
consent-birth-country = Pajjiż tat‑twelid
consent-birth-town = Belt tat‑twelid
consent-address = Indirizz
consent-gender = Sess
consent-phone = Numru tat‑telefown
consent-email = Indirizz tal‑email
consent-nationality = Nazzjonalità
consent-residence = Pajjiż ta’ residenza
consent-e-justice-role = Rwol fl‑e‑Justice
consent-legal-name = Isem il‑kumpanija jew l‑organizzazzjoni
consent-legal-identifier = Identifikatur tal‑kumpanija jew l‑organizzazzjoni
consent-vat = Numru tal‑VAT
consent-tax = Numru tat‑taxxa
consent-eu-identifier = Identifikatur Ewropew tal‑kumpanija (EUID)
consent-lei = Identifikatur tal‑entità ġuridika (LEI)
consent-eori = Numru doganali (EORI)
consent-excise = Numru tas‑sisa (SEED)
consent-sic = Kodiċi tal‑attività (SIC)
consent-asked-why = Talabha s‑servizz.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Idħol f’servizz { $in_country }
national-abroad-body = { $service } { $in_country } jistaqsi min int. Tidħol b’e‑ID Norveġiża. Qabel ma jintbagħat xi ħaġa tara x’inhi, u tista’ tgħid le.
national-some-service = Servizz
national-nameless = is‑servizz { $in_country }
national-level = Hija meħtieġa e‑ID tal‑livell “{ $level }” jew ogħla.
national-level-highest = Hija meħtieġa e‑ID tal‑livell “{ $level }”, li huwa l‑ogħla.
national-nobody = L‑ebda e‑ID ma tista’ tintuża għal dan il‑login bħalissa.
national-greyed-legend = E‑ID li ma jistgħux jintużaw issa
national-why-planned = Għadha mhix approvata għall‑użu f’pajjiżi oħra
national-why-pre-notified = L‑approvazzjoni għall‑użu f’pajjiżi oħra għaddejja
national-why-level = Ma tilħaqx il‑livell meħtieġ
national-why-no-terms = M’hemmx ftehim dwar l‑użu minn kumpaniji privati { $in_country }
national-why-suspended = Magħluq temporanjament
national-why-unavailable = Ma tweġibx bħalissa
national-unnotified = Fit‑test biss: mhix approvata għall‑użu f’pajjiżi oħra
national-choose-first = Agħżel e‑ID qabel ma tkompli.
national-not-possible = Din l‑e‑ID ma tistax tintuża għal dan il‑login issa. Agħżel oħra.
national-just-failed = { $eid } ma tweġibx bħalissa. Agħżel e‑ID oħra, jew erġa’ pprova ftit ieħor.
national-step-up = Dħalt, iżda f’livell aktar baxx milli jitlob { $service }. Erġa’ idħol b’e‑ID aktar b’saħħitha.
national-persons-title = Agħżel persuna tat‑test
national-persons-warning = Fit‑test biss: kulħadd jista’ jidħol bħala kwalunkwe waħda minn dawn. L‑ebda waħda ma teżisti.
national-persons-legend = Min trid tkun?
national-persons-choose-first = Agħżel persuna tat‑test qabel ma tkompli.
national-persons-another = Idħol b’mod ieħor
national-try-again = Erġa’ pprova: { $eid }
national-another = Agħżel e‑ID oħra
national-cancelled = Il‑login twaqqaf: { $eid }
    .body = Ikkanċellajt, jew { $eid } ma kkonfermatx min int. Xejn ma ntbagħat lil { $service }.
    .advice = Tista’ terġa’ tipprova, tagħżel e‑ID oħra, jew tmur lura għas‑servizz.
national-failed = { $eid } ma setgħetx iddaħħlek
    .body = Il‑login ({ $eid }) intemm bi żball. Mhux tort tiegħek, u lanqas tas‑servizz ({ $service }).
    .advice = Erġa’ pprova, jew agħżel e‑ID oħra.
national-level-too-low = Għandek bżonn e‑ID aktar b’saħħitha
    .body = Il‑login ({ $eid }) ma jilħaqx il‑livell ta’ assigurazzjoni li jitlob { $service }.
    .advice = Agħżel e‑ID aktar b’saħħitha.
national-answer-invalid = Ma stajniex nużaw it‑tweġiba: { $eid }
    .body = It‑tweġiba ma għaddietx mill‑kontrolli tas‑sigurtà tagħna, u għalhekk ma daħħalniekx. Mhux tort tiegħek.
    .advice = Erġa’ pprova. Jekk jerġa’ jiġri, agħtina r‑referenza ta’ hawn taħt.
national-answer-late = Trid terġa’ tidħol: { $eid }
    .body = Dan il‑login irid isir issa; wieħed ta’ qabel ma jistax jintuża. { $eid } wieġbet b’wieħed aktar antik.
    .advice = Erġa’ pprova, u idħol mill‑ġdid meta tintalab.
national-incomplete = { $eid } ma bagħtitx dak kollu meħtieġ
    .body = Xi data bażika tiegħek (isem, data tat‑twelid, numru nazzjonali) kienet nieqsa jew ħażina fit‑tweġiba, u għalhekk ma nistgħux indaħħluk.
    .advice = Agħżel e‑ID oħra, jew staqsi lill‑għajnuna tal‑e‑ID li użajt.
national-not-notified = L‑e‑ID li użajt għadha ma tistax tintuża f’pajjiżi oħra
    .body = Dħalt ({ $eid }), iżda b’e‑ID li mhix approvata għall‑użu f’pajjiżi oħra. Xejn ma ntbagħat lil { $service }.
    .advice = Erġa’ pprova, u agħżel hemm waħda li hija approvata.
national-suspended = { $eid } magħluqa temporanjament
    .body = Il‑login ({ $eid }) ingħalaq għal raġunijiet ta’ sigurtà jew manutenzjoni.
    .advice = Agħżel e‑ID oħra, jew erġa’ pprova aktar tard.
national-unavailable = { $eid } ma tweġibx bħalissa
    .body = Ma nistgħux naqbdu ma’ { $eid }. Mhux tort tiegħek, u lanqas tas‑servizz ({ $service }).
    .advice = Agħżel e‑ID oħra, jew erġa’ pprova fi ftit minuti.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Kartiera diġitali
wallet-description = Il‑prova tal‑identità fil‑kartiera Ewropea tiegħek
wallet-title = Idħol b’kartiera diġitali
wallet-body = Il‑kartiera tiegħek tintalab l‑ismijiet, id‑data tat‑twelid, il‑pajjiż u n‑numru tal‑identità nazzjonali, biex { $service } ikun jaf min int. Tara l‑istess fil‑kartiera, u hemm tiddeċiedi.
wallet-privacy = Ngħaddu din id‑data lil { $service } u ma nżommuhiex.
wallet-here-title = Il‑kartiera qiegħda fuq dan l‑apparat
wallet-open = Iftaħ il‑kartiera
wallet-open-other = Iftaħ kartiera oħra
wallet-here-hint = { $minutes ->
    [one] Il‑link jaħdem għal minuta. Imbagħad terġa’ lura hawn awtomatikament.
    [two] Il‑link jaħdem għal żewġ minuti. Imbagħad terġa’ lura hawn awtomatikament.
    [few] Il‑link jaħdem għal { $minutes } minuti. Imbagħad terġa’ lura hawn awtomatikament.
    [many] Il‑link jaħdem għal { $minutes }-il minuta. Imbagħad terġa’ lura hawn awtomatikament.
   *[other] Il‑link jaħdem għal { $minutes } minuta. Imbagħad terġa’ lura hawn awtomatikament.
}
wallet-elsewhere-title = Il‑kartiera qiegħda fuq apparat ieħor
wallet-scan = Skennja l‑kodiċi bil‑kartiera. Skennja kodiċi biss fuq paġna li ftaħt int stess.
wallet-scan-hint = { $minutes ->
    [one] Il‑kodiċi jaħdem għal minuta. Tista’ tieħu wieħed ġdid meta trid.
    [two] Il‑kodiċi jaħdem għal żewġ minuti. Tista’ tieħu wieħed ġdid meta trid.
    [few] Il‑kodiċi jaħdem għal { $minutes } minuti. Tista’ tieħu wieħed ġdid meta trid.
    [many] Il‑kodiċi jaħdem għal { $minutes }-il minuta. Tista’ tieħu wieħed ġdid meta trid.
   *[other] Il‑kodiċi jaħdem għal { $minutes } minuta. Tista’ tieħu wieħed ġdid meta trid.
}
wallet-qr-alternative = Kodiċi QR li jiftaħ il‑kartiera fuq apparat ieħor. L‑istess link jinsab bħala test hawn taħt.
wallet-copy = Ma tistax tiskennja l‑kodiċi?
wallet-copy-label = Ikkopja l‑link u iftħu fuq l‑apparat fejn tinsab il‑kartiera:
wallet-approved = Approvajt, kompli
wallet-new-code = Ikseb link u kodiċi ġodda
wallet-another = Agħżel mod ieħor biex tidħol
wallet-not-yet = Għadha ma waslet l‑ebda tweġiba mill‑kartiera. L‑ewwel approva fil‑kartiera.
wallet-refused = It‑tweġiba fil‑kartiera kienet le. Xejn ma ntbagħat. Tista’ terġa’ tipprova b’kodiċi ġdid, jew tagħżel mod ieħor.
wallet-failed = Il‑kartiera ma setgħetx twieġeb it‑talba. Xejn ma ntbagħat. Tista’ terġa’ tipprova b’kodiċi ġdid, jew tagħżel mod ieħor.
wallet-expired = Il‑link u l‑kodiċi ma għadhomx jaħdmu. Ikseb oħrajn ġodda biex tkompli.
wallet-code-expired = Il‑kodiċi ma għadux jaħdem. Ikseb wieħed ġdid jekk il‑kartiera qiegħda fuq apparat ieħor.
wallet-in-another-browser = Il‑kartiera wieġbet, u fetħet tab jew browser ieħor. Kompli hemm, jew ibda mill‑ġdid hawn.
wallet-browser-title = Ħalli l‑browser isib il‑kartiera
wallet-browser-ask = Sib il‑kartiera
wallet-browser-hint = Il‑browser tiegħek juri l‑kartieri fuq dan l‑apparat jew jaqbad mat‑telefown tiegħek. Hemmhekk tiddeċiedi int x’jintwera.
wallet-browser-none = Ebda kartiera ma wieġbet. Erġa’ pprova, jew uża wieħed mill‑modi l‑oħra f’din il‑paġna.
wallet-card-expired = Id‑dokument li ntwera skada. Uri ieħor, jew agħżel mod ieħor kif tidħol.
wallet-card-revoked = Id‑dokument li ntwera ġie revokat jew sospiż minn min ħarġu. Uri ieħor, jew agħżel mod ieħor kif tidħol.
wallet-not-taken = Dak li wriet il‑kartiera ma setax jintuża. Erġa’ pprova, jew agħżel mod ieħor kif tidħol.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Għarafniek
matched-body = Ismek huwa rreġistrat hawn bħala { $name }, b’numru li jispiċċa b’{ $end }. Tista’ tuża { $service }, li jirċievi n‑numru tiegħek.
matched-body-alone = Ismek huwa rreġistrat hawn bħala { $name }, b’numru li jispiċċa b’{ $end }. Tista’ tuża { $service }, li ma jirċevix in‑numru tiegħek.
matched-keep = Nagħrfuk id‑darba li jmiss?
matched-keep-hint = Jekk trid, inżommu liema numru huwa tiegħek. Huwa kriptat, u tiftħu biss l‑e‑ID tiegħek. Imbagħad ir‑reġistru ma jerġax jiġi mistoqsi meta tidħol.
matched-keep-until = Iva, sa { $date }
matched-keep-not = Le, iżżommuhx
matched-none-title = Ma sibnikx fost dawk irreġistrati hawn
matched-none-body = Urejt li inti { $name }. Dak li tgħid l‑e‑ID tiegħek dwarek ma setax jitqabbel ma’ persuna waħda fir‑reġistru.
matched-used = Dan tqabbel
matched-differs = Hu differenti fir‑reġistru
matched-ways = X’tista’ tagħmel
matched-link-title = Għandek e‑ID Norveġiża?
matched-link-body = Idħol biha darba, u nkunu nafu liema numru huwa tiegħek. M’għandekx għalfejn terġa’ tidħol { $in_country }. Agħmel l‑istess jekk ġibt e‑ID ġdida minn dakinhar.
matched-link = Għaqqad ma’ { $eid }
matched-update = Jekk xi ħaġa dwarek hija ħażina jew qadima fir‑reġistru, itlob li tissewwa u mbagħad erġa’ idħol.
matched-without = Kompli xorta waħda
matched-as-new = Kompli bħala utent ġdid
matched-without-hint = Jekk diġà għandek reġistrazzjoni, { $service } ma jkunx jaf li inti int.
matched-not-linked = Ma ngħaqad xejn: ismek jew id‑data tat‑twelid tiegħek mhumiex l‑istess fiż‑żewġ e‑ID.
matched-not-proven = Id‑dħul bl‑e‑ID Norveġiża ma tlestiex. Ma ngħaqad xejn.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Il‑logins tiegħi
own-receipt = Irċevuti tal‑logins tiegħek: x’intbagħat dwarek, lil min u għaliex
own-title = Il‑logins tiegħi
own-intro = Hawn tara l‑logins tiegħek tal‑aħħar 90 jum, u x’intbagħat dwarek. Tiftaħhom biss l‑e‑ID tiegħek.
own-start = Idħol u arahom
own-list = X’intbagħat
own-none = M’hemm l‑ebda login x’jintwera.
own-when = Meta
own-to = Lil
own-with = Bi
own-why = Għaliex
own-why-login = Inti dħalt f’dan is‑servizz.
own-one = Uri din l‑irċevuta biss, biex tistampaha
own-all = Uri l‑logins kollha tiegħi
own-kept = X’tista’ ttemm
own-kept-match = In‑numru tiegħek li jispiċċa b’{ $end } jinżamm sa { $date }.
own-kept-from = { $country }: in‑numru tiegħek jinżamm għal e‑ID minn hemm sa { $date }.
own-end-match = Iżżommux iżjed
own-export = Issejvja bħala fajl (JSON)
own-code-title = Għajnuna mill‑appoġġ
own-code-body = Ikseb kodiċi u aqrah lill‑appoġġ. Bih jistgħu jaraw din il‑lista għal 15‑il minuta, u xejn iżjed dwarek.
own-code-get = Ikseb kodiċi
own-code = Il‑kodiċi tiegħek: { $code }. Jgħodd sa { $time }.
own-leave = Agħlaq il‑logins tiegħi
own-about = X’inżommu
own-about-passed = Dak li tgħid l‑e‑ID tiegħek dwarek jgħaddi lis‑servizz li tidħol fih. Ma nżommuhx iżjed milli jdum il‑login.
own-about-yours = Dan tista’ ttemmu int: il‑login tiegħek hawn, il‑kunsensi li jiftakar il‑browser tiegħek, u numru li ħallejtna nżommu. Il‑lista tal‑logins tiegħek titħassar waħedha wara 90 jum. Kollox huwa kriptat, u jiftħu biss l‑e‑ID jew il‑browser tiegħek.
own-about-law = Il‑liġi titlob reġistru tal‑logins, mingħajr ismek jew in‑numru tiegħek.
own-about-journal = Jekk tqabbilt ma’ reġistru, jinżamm ukoll x’tqabbel, kriptat, għal 6 sa 12‑il xahar.
own-about-ask = Trid tħassar xi ħaġa, jew tkun taf x’għandna dwarek? Staqsi hawn.

## The page of one’s own login here, and logging out.

session-link = Il‑login tiegħek hawn
session-title = Int dħalt hawn
session-by = { $minutes ->
    [one] Dħalt b’{ $eid } minuta ilu. Is‑servizzi li jużaw dan il‑login idaħħluk mingħajr ma jerġgħu jistaqsu, f’dan il‑browser, sakemm jintemm.
    [two] Dħalt b’{ $eid } żewġ minuti ilu. Is‑servizzi li jużaw dan il‑login idaħħluk mingħajr ma jerġgħu jistaqsu, f’dan il‑browser, sakemm jintemm.
    [few] Dħalt b’{ $eid } { $minutes } minuti ilu. Is‑servizzi li jużaw dan il‑login idaħħluk mingħajr ma jerġgħu jistaqsu, f’dan il‑browser, sakemm jintemm.
    [many] Dħalt b’{ $eid } { $minutes }-il minuta ilu. Is‑servizzi li jużaw dan il‑login idaħħluk mingħajr ma jerġgħu jistaqsu, f’dan il‑browser, sakemm jintemm.
   *[other] Dħalt b’{ $eid } { $minutes } minuta ilu. Is‑servizzi li jużaw dan il‑login idaħħluk mingħajr ma jerġgħu jistaqsu, f’dan il‑browser, sakemm jintemm.
}
session-services = Użajtu għal:
session-logout = Oħroġ
session-logout-hint = Oħroġ meta oħrajn jużaw ukoll dan il‑kompjuter.
session-nobody-title = Ma dħaltx hawn
session-nobody-body = L‑ebda servizz ma jdaħħal lil xi ħadd f’dan il‑browser mingħajr login ġdid. Jista’ jkun li l‑login tiegħek għadu miftuħ f’servizz li użajt qabel: oħroġ minn hemm.
session-asks-title = Trid toħroġ?
session-asks-body = { $service } jitlob li jtemm il‑login tiegħek hawn.
session-asks-body-nameless = Paġna titlob li ttemm il‑login tiegħek hawn.
session-stay = Toħroġx
session-out-title = Ħriġt
session-out-body = Il‑login tiegħek intemm. Ħadd ma jidħol aktar bih f’servizz f’dan il‑browser.
session-was-not = Lanqas qabel ma kont dħalt hawn.
session-closed = Dawn is‑servizzi ġew infurmati:
session-open = Jista’ jkun li l‑login tiegħek għadu miftuħ f’dawn is‑servizzi:
session-open-hint = Oħroġ minn hemm ukoll, jew agħlaq il‑browser.
session-back = Kompli: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Erġa’ pprova: { $country }
error-other-country = Agħżel pajjiż ieħor
error-back = Lura: { $service }
error-look = Erġa’ pprova
error-help = Ikseb għajnuna
error-reference = Referenza
error-reference-hint = Agħti din ir‑referenza jekk tikkuntattja lill‑għajnuna. Ma tgħid xejn dwarek.
error-cancelled = Waqqaft il‑login { $in_country }
    .body = Xejn ma ntbagħat lil { $service }.
    .advice = Tista’ tmur lura għas‑servizz, terġa’ tipprova, jew tagħżel pajjiż ieħor.
error-not-confirmed = L‑identità tiegħek ma ġietx ikkonfermata ({ $country })
    .body = Forsi kodiċi kien ħażin, l‑e‑ID tiegħek tista’ tkun imblukkata jew skaduta, jew waqaft hemm. Xejn ma ntbagħat lil { $service }.
    .advice = Erġa’ pprova. Jekk l‑e‑ID tiegħek hija mblukkata, l‑għajnuna tagħha biss tista’ tiftaħha.
error-peer-failed = Ma stajtx tidħol ({ $country })
    .body = Il‑login { $in_country } intemm bi żball. Mhux tort tiegħek, u lanqas tas‑servizz ({ $service }).
    .advice = Erġa’ pprova. Jekk jerġa’ jiġri, l‑għajnuna tal‑e‑ID tiegħek taf aktar.
error-level-too-low = Hija meħtieġa e‑ID aktar b’saħħitha
    .body = L‑e‑ID li użajt ma tilħaqx il‑livell ta’ assigurazzjoni li jitlob { $service }.
    .advice = Erġa’ pprova b’e‑ID aktar b’saħħitha, jekk pajjiżek joffriha.
error-answer-invalid = Ma stajniex nużaw it‑tweġiba ({ $country })
    .body = It‑tweġiba ma għaddietx mill‑kontrolli tas‑sigurtà tagħna, u għalhekk ma daħħalniekx. Mhux tort tiegħek.
    .advice = Erġa’ pprova. Jekk jerġa’ jiġri, agħtina r‑referenza ta’ hawn taħt.
error-answer-late = It‑tweġiba waslet tard wisq
    .body = Għas‑sigurtà tiegħek, tweġiba minn pajjiż ieħor hija valida biss għal ftit minuti.
    .advice = Erġa’ pprova; m’hemmx għalfejn terġa’ tagħżel il‑pajjiż.
error-answer-used = Dan il‑login diġà ntuża
    .body = L‑istess tweġiba tista’ tintuża darba biss. Forsi erġajt għabbejt paġna antika.
    .advice = Mur lura għas‑servizz. Jekk ma dħaltx hemm, ibda mill‑ġdid.
error-incomplete = Ma ntbagħatx dak kollu meħtieġ ({ $country })
    .body = Xi data bażika tiegħek (isem, data tat‑twelid, identifikatur) kienet nieqsa mit‑tweġiba, u għalhekk ma nistgħux indaħħluk.
    .advice = L‑għajnuna tal‑e‑ID tiegħek taf liema data tibgħat. Tista’ terġa’ tipprova jew tagħżel pajjiż ieħor.
error-representation = Hawn tista’ tidħol f’ismek biss
    .body = Is‑servizz tal‑login { $in_country } qalilna li qed taġixxi f’isem ħaddieħor. { $service } ma jistax jaċċetta dan.
    .advice = Erġa’ pprova u idħol f’ismek.
error-another-level = Hija meħtieġa e‑ID oħra
    .body = { $service } jaċċetta biss ċerti livelli ta’ assigurazzjoni, u l‑login tiegħek kellu livell ieħor. Xejn dwarek ma ntbagħat.
    .advice = Idħol b’e‑ID oħra, jew mur lura għas‑servizz.
error-another-person = M’intix il‑persuna li s‑servizz stenna
    .body = { $service } talab il‑persuna li użatu qabel, u int dħalt bħala ħaddieħor. Xejn dwarek ma ntbagħat.
    .advice = Erġa’ pprova bl‑e‑ID ta’ dik il‑persuna jekk hija tiegħek, jew mur lura għas‑servizz u ibda minn hemm mill‑ġdid.
error-country-unavailable = Ma nistgħux naqbdu ma’ dan il‑pajjiż bħalissa: { $country }
    .body = Bħalissa m’għandniex konnessjoni valida mas‑servizz tal‑login { $in_country }. Mhux tort tiegħek.
    .advice = Erġa’ pprova aktar tard, jew agħżel pajjiż ieħor jekk għandek e‑ID hemm.
error-country-suspended = Il‑login { $in_country } huwa magħluq temporanjament
    .body = Il‑login { $in_country } ingħalaq għal raġunijiet ta’ sigurtà jew manutenzjoni.
    .advice = Erġa’ pprova aktar tard, jew mur lura għas‑servizz.
error-abroad-suspended = Il‑login f’servizzi { $in_country } huwa magħluq temporanjament
    .body = Ingħalaq għal raġunijiet ta’ sigurtà jew manutenzjoni. Xejn dwarek ma ntbagħat.
    .advice = Erġa’ pprova aktar tard, jew staqsi lis‑servizz għal mod ieħor biex tidħol.
error-abroad-unavailable = Ma nistgħux nibagħtuk lura bħalissa ({ $country })
    .body = Bħalissa m’għandniex konnessjoni valida mas‑servizz tal‑login { $in_country }. Mhux tort tiegħek. Xejn dwarek ma ntbagħat.
    .advice = Erġa’ mur fis‑servizz fi ftit minuti u ibda minn hemm.
error-cookie-missing = Ma nagħrfux dan il‑browser
    .body = Login irid jintemm fl‑istess browser li beda fih, u l‑cookies iridu jkunu permessi. Dan jipproteġik minn oħrajn li jippruvaw jużaw il‑login tiegħek.
    .advice = Ippermetti l‑cookies għal dan is‑sit, mur lura għas‑servizz, u ibda mill‑ġdid minn hemm.
error-too-many-logins = Wisq logins huma miftuħa f’daqqa
    .body = Dan il‑browser beda tant logins li l‑eqdem kellu jingħalaq. Dan kien wieħed minnhom.
    .advice = Mur lura għas‑servizz u ibda mill‑ġdid.
error-flow-expired = Il‑login dam wisq
    .body = Għas‑sigurtà tiegħek login irid jitlesta fi żmien { $minutes } min.
    .advice = Mur lura għas‑servizz u ibda mill‑ġdid.
error-flow-unknown = Dan il‑login ma għadux jeżisti
    .body = Forsi ftaħt bookmark jew paġna antika. Login jista’ jibda biss mis‑servizz li trid tuża.
    .advice = Mur fis‑servizz u idħol minn hemm.
error-flow-finished = Dan il‑login diġà ntemm
    .body = Diġà ntbagħatt lejn: { $service }.
    .advice = Kompli fis‑servizz. Jekk ma dħaltx hemm, ibda mill‑ġdid.
error-foreign-request-invalid = Is‑servizz tal‑login tal‑pajjiż l‑ieħor bagħat xi ħaġa li ma nistgħux nużaw
    .body = It‑talba ma għaddietx mill‑kontrolli tas‑sigurtà tagħna, u għalhekk ma tlabniekx tidħol. Mhux tort tiegħek.
    .advice = Mur lura għas‑servizz li ġejt minnu u erġa’ pprova. Jekk jerġa’ jiġri, għid lil dak is‑servizz.
error-foreign-request-late = It‑talba mill‑pajjiż l‑ieħor hija antika wisq
    .body = Għas‑sigurtà tiegħek talba għal login hija valida biss għal ftit minuti. Forsi ftaħt paġna antika.
    .advice = Mur lura għas‑servizz li ġejt minnu u ibda mill‑ġdid.
error-foreign-request-used = Dan il‑login diġà nbeda darba
    .body = L‑istess talba tista’ tintuża darba biss. Forsi erġajt għabbejt paġna antika.
    .advice = Mur lura għas‑servizz li ġejt minnu u ibda mill‑ġdid.
error-nothing-to-send = Ma nistgħux indaħħluk ({ $country })
    .body = Urejt min int, iżda xi ħaġa li hija obbligatorja { $in_country } hija nieqsa: isem, kunjom, data tat‑twelid, jew livell ta’ assigurazzjoni approvat. Xejn dwarek ma ntbagħat.
    .advice = Tista’ tmur lura għas‑servizz, li jiġi infurmat li l‑login ma rnexxiex.
error-not-abroad = L‑e‑ID nazzjonali mhumiex miftuħa għal pajjiżi oħra
    .body = L‑ebda e‑ID nazzjonali għadha ma ġiet innotifikata hawn lill‑pajjiżi Ewropej l‑oħra, jew kollha huma magħluqa. Għalhekk m’hemm xejn x’jiġi ppubblikat f’dan l‑indirizz.
    .advice = Uża mod ieħor biex tidħol li joffri s‑servizz.
error-not-for-people = M’hawn xejn x’tara
    .body = Dan l‑indirizz jirċievi messaġġi bejn is‑servizzi tal‑login ta’ pajjiżi Ewropej.
    .advice = Mur fis‑servizz li trid tuża u idħol minn hemm.
error-client-unknown = Ma nafux is‑servizz li bagħtek
    .body = Is‑servizz mhuwiex irreġistrat hawn, jew ta indirizz ta’ ritorn ħażin. Għalhekk ma nistgħux nibagħtuk lura awtomatikament.
    .advice = Għid lis‑servizz. L‑iżball huwa tagħhom, mhux tiegħek.
error-request-invalid = Is‑servizz bagħat xi ħaġa li ma nistgħux nużaw
    .body = It‑talba għal‑login mis‑servizz fiha żball. Mhux tort tiegħek.
    .advice = Mur lura għas‑servizz u erġa’ pprova. Jekk jerġa’ jiġri, għid lis‑servizz.
error-logout-expired = Din il‑mistoqsija hija antika wisq
    .body = Talba biex toħroġ trid titwieġeb fi żmien għaxar minuti. Ma ħriġtx.
    .advice = Iftaħ “Il‑login tiegħek hawn” fil‑qiegħ ta’ din il‑paġna biex toħroġ.
error-logout-hint = Ma ħriġtx: il‑prova tas‑servizz tal‑login tiegħek mhijiex valida
    .body = Is‑servizz bagħat token tal‑identità (id_token_hint) li mhuwiex wieħed minn tagħna għalih. Mhux tort tiegħek.
    .advice = Iftaħ “Il‑login tiegħek hawn” fil‑qiegħ ta’ din il‑paġna biex toħroġ. Għid lis‑servizz jekk jerġa’ jiġri.
error-logout-invalid = Ma ħriġtx: is‑servizz bagħat xi ħaġa li ma nistgħux nużaw
    .body = It‑talba biex toħroġ fiha żball, jew ġejja minn servizz li ma nafux. Mhux tort tiegħek.
    .advice = Iftaħ “Il‑login tiegħek hawn” fil‑qiegħ ta’ din il‑paġna biex toħroġ. Għid lis‑servizz jekk jerġa’ jiġri.
error-logout-return = Ma ħriġtx: is‑servizz ta indirizz ta’ ritorn ħażin
    .body = L‑indirizz ta’ ritorn wara l‑ħruġ (post_logout_redirect_uri) mhuwiex irreġistrat għas‑servizz, karattru b’karattru. Mhux tort tiegħek.
    .advice = Iftaħ “Il‑login tiegħek hawn” fil‑qiegħ ta’ din il‑paġna biex toħroġ. Għid lis‑servizz jekk jerġa’ jiġri.
error-too-many-attempts = Dan il‑login ġie ppruvat wisq drabi
    .body = Intbagħatt tliet darbiet f’dan il‑login mingħajr tweġiba.
    .advice = Mur lura għas‑servizz u ibda mill‑ġdid.
error-busy = Wisq nies qed jidħlu bħalissa
    .body = Għal ftit mhux naċċettaw logins ġodda. Mhux tort tiegħek, u ħadd li diġà beda mhu milqut.
    .advice = Stenna ftit, mur lura għas‑servizz u erġa’ pprova.
error-not-found = Din il‑paġna ma teżistix
    .body = L‑indirizz huwa ħażin jew antik.
    .advice = Mur fis‑servizz li trid tuża u idħol minn hemm.
error-internal = Xi ħaġa marret ħażin min‑naħa tagħna
    .body = Mhux tort tiegħek. Xejn ma ntbagħat lis‑servizz.
    .advice = Erġa’ pprova ftit ieħor. Jekk jerġa’ jiġri, agħtina r‑referenza ta’ hawn taħt.
error-unavailable = Ma nistgħu ndaħħlu lil ħadd bħalissa
    .body = Is‑servizz tal‑login qed jerġa’ jibda jew għandu ħsara. Mhux tort tiegħek.
    .advice = Erġa’ pprova fi ftit minuti.
