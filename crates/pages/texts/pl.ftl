### Polish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = usługa
skip-to-content = Przejdź do treści
language-switch = Język
footer-help = Pomoc
footer-privacy = Informacja o prywatności
footer-accessibility = Deklaracja dostępności
footer-get-eid = Jak uzyskać eID
banner-demo = Europa demonstracyjna: wszystko tutaj jest symulacją, a wszystkie osoby są zmyślone.
banner-test = Środowisko testowe: nie używaj tutaj prawdziwego eID.
footer-unread = Nikt, dla kogo ten język jest ojczysty, nie przeczytał jeszcze tego tłumaczenia. Napisz nam, co należy poprawić.
steps-label = Etapy logowania
step-country = Wybór kraju
step-home = Logowanie w swoim kraju
step-back = Powrót do usługi
time-left-title = Potrzebujesz więcej czasu?
time-left-body = Twoje logowanie tutaj wygaśnie za około dwie minuty. Możesz otrzymać więcej czasu i nic nie przepadnie.
time-left-more = Daj mi więcej czasu
time-left-last = Twoje logowanie tutaj wygaśnie za około dwie minuty i nie można go już przedłużyć. Dokończ je teraz albo wróć do usługi i zacznij od nowa.
eu-institutions = Instytucje UE
logging-in-to = Logujesz się do usługi: { $service }
service-of = Usługę świadczy: { $organisation }
next = Dalej
cancel = Anuluj
cancel-back-to = Anuluj i wróć do usługi: { $service }

## The page where one chooses how to log in.

chooser-title = Jak chcesz się zalogować?
chooser-legend = Wybierz swoją tożsamość elektroniczną
chooser-eidas = Europejskie eID
chooser-eidas-hint = Użyj eID ze swojego kraju w UE lub EOG.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Wybierz kraj swojego eID
country-intro = Logujesz się za pomocą eID, którego używasz w swoim kraju. Przekierujemy Cię do Twojego kraju, a potem wrócisz tutaj.
country-level = { $service } wymaga eID na poziomie „{ $level }” lub wyższym.
country-level-highest = { $service } wymaga eID na poziomie „{ $level }”, czyli najwyższym.
country-eids = Możesz użyć: { $eids }
country-more = Usługa prosi też o te dane o Tobie. Zostaną wysłane tylko wtedy, gdy Twój kraj je ma, a zalogować się można także bez nich.
country-companies = Ta usługa jest dla firm i innych organizacji. W swoim kraju logujesz się w imieniu jednej z nich: wysyłane są jej nazwa i identyfikator.
country-companies-acting = Jeśli działasz w jej imieniu, wysyłane są także Twoje imię i nazwisko, data urodzenia i identyfikator.
country-companies-alone = Tutaj działa tylko eID samej organizacji: swoim eID nie możesz działać w jej imieniu.
country-companies-more = Usługa prosi też o te dane o organizacji. Zostaną wysłane tylko wtedy, gdy Twój kraj je ma, a zalogować się można także bez nich.
country-legend = Kraje do wyboru
country-search = Szukaj kraju
country-search-button = Szukaj
country-show-all = Pokaż wszystkie kraje
country-none = Żaden kraj nie pasuje do „{ $query }”.
country-count = { $count ->
    [one] Jeden kraj
    [few] { $count } kraje
    [many] { $count } krajów
   *[other] { $count } kraju
}
country-choose-first = Wybierz kraj, zanim przejdziesz dalej.
country-not-possible = Tego kraju nie można teraz użyć do tego logowania. Wybierz inny.
country-unavailable-legend = Kraje, których nie można teraz użyć
country-suggested = Propozycje dla Ciebie
country-last-time = Wybrany ostatnio na tym urządzeniu
country-forget = Zapomnij mój wybór
country-by-service = Propozycja usługi
country-by-language = Propozycja na podstawie języka przeglądarki
country-not-connected = Tego kraju nie można tu jeszcze wybrać: { $country }.
country-failing = Wiele logowań z tego kraju teraz się nie udaje
country-missing-title = Nie ma tu mojego kraju
country-missing-body = Możesz wybrać kraje, które mają uznane eID i są z nami połączone. Twój kraj może zostać połączony później. Jeśli masz eID z innego kraju, możesz go użyć. W przeciwnym razie wróć i zapytaj usługę o inny sposób.
reason-level = Nie ma eID na wymaganym poziomie
reason-service-unknown = Usługa nie jest zarejestrowana w tym kraju
reason-incomplete = Ten kraj nie przekazuje danych potrzebnych do logowania
reason-unavailable = Nie możemy połączyć się z tym krajem
reason-starting = Trwa łączenie; spróbuj ponownie za chwilę
reason-suspended = Tymczasowo zamknięte
since = od { $time }
level-low = niski
level-substantial = średni
level-high = wysoki

## The page that leads to the other country.

send-title = Przekierowujemy Cię: { $country }
send-body = Tam logujesz się swoim eID. Potem automatycznie wrócisz tutaj.
send-button = Dalej: { $country }
send-time-limit = { $minutes ->
    [one] Masz około minuty na zalogowanie się.
    [few] Masz około { $minutes } minut na zalogowanie się.
    [many] Masz około { $minutes } minut na zalogowanie się.
   *[other] Masz około { $minutes } minuty na zalogowanie się.
}
send-again-title = Powrót bez zalogowania { $in_country }?
send-again-body = Już raz Cię tam przekierowaliśmy. Możesz spróbować ponownie lub wybrać inny kraj.
send-choose-another = Wybierz inny kraj

## The page that leads back to the service.

continue-title = Zalogowano
continue-body = Przekierowujemy Cię z powrotem do usługi: { $service }.
continue-button = Dalej do usługi: { $service }
wait-title = Chwileczkę
wait-body = Twoje logowanie jest jeszcze sprawdzane. Naciśnij przycisk za chwilę.
wait-button = Sprawdź ponownie

## Too many log in at once, and a place in the queue is kept.

queue-title = Jesteś w kolejce
queue-body = Wiele osób loguje się teraz. Zachowujesz swoje miejsce, dopóki ta strona jest otwarta, a gdy przyjdzie Twoja kolej, strona sama przejdzie dalej.
queue-press = Wiele osób loguje się teraz. Zachowujesz swoje miejsce. Naciśnij przycisk, gdy przyjdzie Twoja kolej.
queue-minutes = { $minutes ->
    [one] Potrwa to około minuty.
    [few] Potrwa to około { $minutes } minut.
    [many] Potrwa to około { $minutes } minut.
   *[other] Potrwa to około { $minutes } minuty.
}

## Whom one can ask when something did not work.

contact-title = Kogo możesz zapytać
contact-country = Pomoc w sprawie eID { $in_country }
contact-eid = Pomoc: { $eid }
contact-service = Pomoc: { $service }
contact-ours = Pomoc tej usługi logowania
contact-phone = Telefon
contact-email = E‑mail
contact-web = Strona internetowa
contact-hours = Godziny otwarcia
contact-languages = Języki

## The front page, for whom came here by chance.

front-title = Logowanie ponad granicami Europy
front-body = To jest usługa logowania. Trafia się tu z usługi publicznej, z której chce się skorzystać, a nie bezpośrednio. Przejdź do usługi i wybierz tam logowanie.
front-developers = Dla osób podłączających usługę lub kraj

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] w Austrii
    [BE] w Belgii
    [BG] w Bułgarii
    [CY] na Cyprze
    [CZ] w Czechach
    [DE] w Niemczech
    [DK] w Danii
    [EE] w Estonii
    [EL] w Grecji
    [ES] w Hiszpanii
    [EU] w instytucjach UE
    [FI] w Finlandii
    [FR] we Francji
    [HR] w Chorwacji
    [HU] na Węgrzech
    [IE] w Irlandii
    [IS] w Islandii
    [IT] we Włoszech
    [LI] w Liechtensteinie
    [LT] na Litwie
    [LU] w Luksemburgu
    [LV] na Łotwie
    [MT] na Malcie
    [NL] w Niderlandach
    [NO] w Norwegii
    [PL] w Polsce
    [PT] w Portugalii
    [RO] w Rumunii
    [SE] w Szwecji
    [SI] w Słowenii
    [SK] na Słowacji
   *[other] w kraju { $country }
}

## The page that shows what would be sent to another country.

consent-title = Wysłać Twoje dane do usługi logowania { $in_country }?
consent-body = { $service } pyta, kim jesteś. Jeśli się zgodzisz, te dane zostaną wysłane do usługi logowania { $in_country }, która przekaże je usłudze { $service }. Nic jeszcze nie wysłano.
consent-unnotified = Tylko w teście: { $eid } nie jest dopuszczone do użycia w innych krajach.
consent-caption = Co zostanie wysłane
consent-level = Poziom bezpieczeństwa
consent-level-value = { $level }, { $eid }
consent-level-why = Aby usługa wiedziała, jak bezpiecznie się zalogowano.
consent-unsent-title = Co nie zostanie wysłane
consent-unsent-number = Twój krajowy numer identyfikacyjny. Zostanie wysłany identyfikator utworzony tylko dla tego kraju: { $country }.
consent-unsent-asked = O co jeszcze prosiła usługa:
consent-unsent-rest = Wszystko inne o Tobie, na przykład to, co robisz gdzie indziej.
consent-once = Twoja odpowiedź dotyczy tylko tego logowania.
consent-if-declined = Jeśli odmówisz, wrócisz do usługi, która nie dostanie niczego o Tobie.
consent-approve = Wyślij i zaloguj
consent-not-me = To nie ja
consent-not-me-hint = Czy to dane innej osoby? Wybierz „To nie ja”. Wtedy nic nie zostanie wysłane i możesz zalogować się swoim eID.
consent-decline = Nie wysyłaj
consent-changed = Dane zmieniły się od czasu, gdy były wyświetlone. Przeczytaj je ponownie.
consent-remember = { $days ->
    [one] Nie pytaj mnie ponownie przez jeden dzień w tej przeglądarce, gdy { $service } prosi o te same dane.
    [few] Nie pytaj mnie ponownie przez { $days } dni w tej przeglądarce, gdy { $service } prosi o te same dane.
    [many] Nie pytaj mnie ponownie przez { $days } dni w tej przeglądarce, gdy { $service } prosi o te same dane.
   *[other] Nie pytaj mnie ponownie przez { $days } dnia w tej przeglądarce, gdy { $service } prosi o te same dane.
}
consent-remember-hint = Mimo to za każdym razem logujesz się swoim eID. Jeśli coś się zmieni, zapytamy ponownie. Nie zaznaczaj tego na komputerze, z którego korzystają inni.
consent-remembered = Ta przeglądarka pamięta usługi, na które wcześniej wyrażono zgodę.
consent-forget = Pytaj mnie za każdym razem
consent-identifier = Identyfikator
consent-identifier-why = Aby usługa rozpoznała Cię następnym razem.
consent-family-name = Nazwisko
consent-given-name = Imię
consent-name-why = Aby usługa mogła się do Ciebie zwrócić i znaleźć Twoją sprawę.
consent-birthdate = Data urodzenia
consent-birthdate-why = Aby usługa nie pomyliła Cię z innymi osobami o tym samym nazwisku.
consent-birth-name = Nazwisko rodowe
consent-birthplace = Miejsce urodzenia
consent-birth-country = Kraj urodzenia
consent-birth-town = Miejscowość urodzenia
consent-address = Adres
consent-gender = Płeć
consent-phone = Numer telefonu
consent-email = Adres e‑mail
consent-nationality = Obywatelstwo
consent-residence = Kraj zamieszkania
consent-e-justice-role = Rola w e-Justice
consent-legal-name = Nazwa firmy lub organizacji
consent-legal-identifier = Identyfikator firmy lub organizacji
consent-vat = Numer VAT
consent-tax = Numer podatkowy
consent-eu-identifier = Europejski identyfikator spółki (EUID)
consent-lei = Identyfikator podmiotu prawnego (LEI)
consent-eori = Numer celny (EORI)
consent-excise = Numer akcyzowy (SEED)
consent-sic = Kod branży (SIC)
consent-asked-why = Usługa o to prosiła.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logowanie do usługi { $in_country }
national-abroad-body = { $service } { $in_country } pyta, kim jesteś. Logujesz się norweskim eID. Zanim cokolwiek zostanie wysłane, zobaczysz, co to jest, i możesz odmówić.
national-some-service = Usługa
national-nameless = usługa { $in_country }
national-level = Potrzebne jest eID na poziomie „{ $level }” lub wyższym.
national-level-highest = Potrzebne jest eID na poziomie „{ $level }”, czyli najwyższym.
national-nobody = Żadnego eID nie można teraz użyć do tego logowania.
national-greyed-legend = eID, których nie można teraz użyć
national-why-planned = Jeszcze nie dopuszczone do użycia w innych krajach
national-why-pre-notified = Trwa dopuszczanie do użycia w innych krajach
national-why-level = Nie osiąga wymaganego poziomu
national-why-no-terms = Brak umowy o użyciu przez prywatne firmy { $in_country }
national-why-suspended = Tymczasowo zamknięte
national-why-unavailable = Obecnie nie odpowiada
national-unnotified = Tylko w teście: nie dopuszczone do użycia w innych krajach
national-choose-first = Wybierz eID, zanim przejdziesz dalej.
national-not-possible = Tego eID nie można teraz użyć do tego logowania. Wybierz inne.
national-just-failed = { $eid } obecnie nie odpowiada. Wybierz inne eID lub spróbuj ponownie za chwilę.
national-step-up = Zalogowano, ale na niższym poziomie, niż wymaga { $service }. Zaloguj się ponownie silniejszym eID.
national-persons-title = Wybierz osobę testową
national-persons-warning = Tylko w teście: każdy może zalogować się jako dowolna z tych osób. Żadna z nich nie istnieje.
national-persons-legend = Kim chcesz być?
national-persons-choose-first = Wybierz osobę testową, zanim przejdziesz dalej.
national-persons-another = Zaloguj się w inny sposób
national-try-again = Spróbuj ponownie: { $eid }
national-another = Wybierz inne eID
national-cancelled = Logowanie zostało przerwane: { $eid }
    .body = Anulowano logowanie albo { $eid } nie potwierdziło, kim jesteś. Do usługi { $service } nic nie wysłano.
    .advice = Możesz spróbować ponownie, wybrać inne eID lub wrócić do usługi.
national-failed = Logowanie się nie powiodło: { $eid }
    .body = Logowanie ({ $eid }) zakończyło się błędem. To nie Twoja wina ani wina usługi { $service }.
    .advice = Spróbuj ponownie lub wybierz inne eID.
national-level-too-low = Potrzebujesz silniejszego eID
    .body = Logowanie ({ $eid }) nie osiąga poziomu bezpieczeństwa, którego wymaga { $service }.
    .advice = Wybierz silniejsze eID.
national-answer-invalid = Nie mogliśmy użyć odpowiedzi: { $eid }
    .body = Odpowiedź nie przeszła naszych kontroli bezpieczeństwa, dlatego nie zalogowaliśmy Cię. To nie Twoja wina.
    .advice = Spróbuj ponownie. Jeśli to się powtórzy, podaj nam numer referencyjny poniżej.
national-answer-late = Musisz zalogować się ponownie: { $eid }
    .body = To logowanie musi nastąpić teraz; wcześniejszego nie można użyć. { $eid } przysłało starsze.
    .advice = Spróbuj ponownie i zaloguj się na nowo, gdy pojawi się prośba.
national-incomplete = Nie przysłano wszystkiego, co potrzebne: { $eid }
    .body = Niektórych podstawowych danych (imię i nazwisko, data urodzenia, numer krajowy) brakowało w odpowiedzi lub były błędne, dlatego nie możemy Cię zalogować.
    .advice = Wybierz inne eID lub zapytaj pomoc eID, którego użyto.
national-not-notified = Użytego eID nie można jeszcze używać w innych krajach
    .body = Zalogowano ({ $eid }), ale za pomocą eID niedopuszczonego do użycia w innych krajach. Do usługi { $service } nic nie wysłano.
    .advice = Spróbuj ponownie i wybierz tam dopuszczone eID.
national-suspended = Tymczasowo zamknięte: { $eid }
    .body = Logowanie ({ $eid }) zamknięto ze względów bezpieczeństwa lub z powodu prac serwisowych.
    .advice = Wybierz inne eID lub spróbuj ponownie później.
national-unavailable = Obecnie nie odpowiada: { $eid }
    .body = Nie możemy połączyć się z: { $eid }. To nie Twoja wina ani wina usługi { $service }.
    .advice = Wybierz inne eID lub spróbuj ponownie za kilka minut.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Portfel cyfrowy
wallet-description = Dowód tożsamości w Twoim portfelu europejskim
wallet-title = Logowanie za pomocą portfela cyfrowego
wallet-body = Twój portfel zostanie poproszony o imię i nazwisko, datę urodzenia, kraj i krajowy numer identyfikacyjny, aby usługa { $service } wiedziała, kim jesteś. To samo zobaczysz w portfelu i tam zdecydujesz.
wallet-privacy = Przekazujemy te dane usłudze { $service } i nie przechowujemy ich.
wallet-here-title = Portfel jest na tym urządzeniu
wallet-open = Otwórz portfel
wallet-open-other = Otwórz inny portfel
wallet-here-hint = { $minutes ->
    [one] Link działa przez minutę. Potem automatycznie wrócisz tutaj.
    [few] Link działa przez { $minutes } minuty. Potem automatycznie wrócisz tutaj.
    [many] Link działa przez { $minutes } minut. Potem automatycznie wrócisz tutaj.
   *[other] Link działa przez { $minutes } minuty. Potem automatycznie wrócisz tutaj.
}
wallet-elsewhere-title = Portfel jest na innym urządzeniu
wallet-scan = Zeskanuj kod portfelem. Skanuj tylko kod na stronie otwartej samodzielnie.
wallet-scan-hint = { $minutes ->
    [one] Kod działa przez minutę. W każdej chwili możesz pobrać nowy.
    [few] Kod działa przez { $minutes } minuty. W każdej chwili możesz pobrać nowy.
    [many] Kod działa przez { $minutes } minut. W każdej chwili możesz pobrać nowy.
   *[other] Kod działa przez { $minutes } minuty. W każdej chwili możesz pobrać nowy.
}
wallet-qr-alternative = Kod QR, który otwiera portfel na innym urządzeniu. Ten sam link jest poniżej jako tekst.
wallet-copy = Nie możesz zeskanować kodu?
wallet-copy-label = Skopiuj link i otwórz go na urządzeniu, na którym jest portfel:
wallet-approved = Zatwierdzono, dalej
wallet-new-code = Pobierz nowy link i kod
wallet-another = Wybierz inny sposób logowania
wallet-not-yet = Portfel jeszcze nie odpowiedział. Najpierw zatwierdź w portfelu.
wallet-refused = W portfelu odmówiono. Nic nie wysłano. Możesz spróbować ponownie z nowym kodem lub wybrać inny sposób.
wallet-failed = Portfel nie mógł odpowiedzieć na żądanie. Nic nie wysłano. Możesz spróbować ponownie z nowym kodem lub wybrać inny sposób.
wallet-expired = Link i kod już nie działają. Pobierz nowe, aby kontynuować.
wallet-code-expired = Kod już nie działa. Pobierz nowy, jeśli portfel jest na innym urządzeniu.
wallet-in-another-browser = Portfel odpowiedział i otworzył inną kartę lub przeglądarkę. Kontynuuj tam lub zacznij tutaj od nowa.
wallet-browser-title = Pozwól przeglądarce znaleźć portfel
wallet-browser-ask = Znajdź portfel
wallet-browser-hint = Przeglądarka pokazuje portfele na tym urządzeniu albo łączy się z Twoim telefonem. Tam decydujesz, co zostanie pokazane.
wallet-browser-none = Żaden portfel nie odpowiedział. Spróbuj ponownie albo użyj innego sposobu na tej stronie.
wallet-card-expired = Okazany dokument stracił ważność. Okaż inny albo wybierz inny sposób logowania.
wallet-card-revoked = Okazany dokument został unieważniony lub zawieszony przez wystawcę. Okaż inny albo wybierz inny sposób logowania.
wallet-not-taken = Nie można użyć tego, co pokazał portfel. Spróbuj ponownie albo wybierz inny sposób logowania.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Rozpoznaliśmy Cię
matched-body = Jesteś tu w rejestrze jako { $name }, z numerem, który kończy się na { $end }. Możesz korzystać z usługi { $service }, która otrzyma Twój numer.
matched-body-alone = Jesteś tu w rejestrze jako { $name }, z numerem, który kończy się na { $end }. Możesz korzystać z usługi { $service }, która nie otrzyma Twojego numeru.
matched-keep = Czy mamy rozpoznać Cię następnym razem?
matched-keep-hint = Jeśli chcesz, zachowamy informację, który numer jest Twój. Jest ona zaszyfrowana i otwiera ją tylko Twoje własne eID. Wtedy przy logowaniu nie pytamy ponownie rejestru.
matched-keep-until = Tak, do { $date }
matched-keep-not = Nie, nie zachowywać
matched-none-title = Nie znaleźliśmy Cię wśród osób tu zarejestrowanych
matched-none-body = Potwierdzono Twoją tożsamość: { $name }. Danych z Twojego eID nie udało się przypisać do jednej osoby w rejestrze.
matched-used = To zostało porównane
matched-differs = W rejestrze jest inaczej
matched-ways = Co możesz zrobić
matched-link-title = Masz norweskie eID?
matched-link-body = Zaloguj się nim raz, a będziemy wiedzieć, który numer jest Twój. Nie musisz logować się { $in_country } jeszcze raz. Zrób tak samo, jeśli od ostatniego razu masz nowe eID.
matched-link = Połącz przez { $eid }
matched-update = Jeśli coś o Tobie w rejestrze jest błędne lub nieaktualne, poproś o poprawienie i potem zaloguj się ponownie.
matched-without = Kontynuuj mimo to
matched-as-new = Kontynuuj jako nowa osoba
matched-without-hint = Jeśli { $service } już Cię zna, nie będzie wiedzieć, że to Ty.
matched-not-linked = Nic nie zostało połączone: imię i nazwisko lub data urodzenia różnią się w obu eID.
matched-not-proven = Logowanie norweskim eID nie zostało zakończone. Nic nie zostało połączone.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Moje logowania
own-receipt = Potwierdzenia logowań: co o Tobie wysłano, komu i dlaczego
own-title = Moje logowania
own-intro = Tu widzisz swoje logowania z ostatnich 90 dni i to, co o Tobie wysłano. Otwiera je tylko Twoje własne eID.
own-start = Zaloguj się i zobacz
own-list = Co zostało wysłane
own-none = Nie ma logowań do pokazania.
own-when = Kiedy
own-to = Do
own-with = Za pomocą
own-why = Dlaczego
own-why-login = To Twoje logowanie do tej usługi.
own-one = Pokaż tylko to potwierdzenie, do druku
own-all = Pokaż wszystkie moje logowania
own-kept = Co możesz zakończyć
own-kept-match = Twój numer, który kończy się na { $end }, jest przechowywany do { $date }.
own-kept-from = { $country }: Twój numer jest przechowywany dla eID z tego kraju do { $date }.
own-end-match = Nie przechowywać dłużej
own-export = Zapisz jako plik (JSON)
own-code-title = Pomoc działu wsparcia
own-code-body = Pobierz kod i przeczytaj go pracownikowi wsparcia. Dzięki niemu może on przez 15 minut widzieć tę listę i nic więcej o Tobie.
own-code-get = Pobierz kod
own-code = Twój kod: { $code }. Działa do { $time }.
own-leave = Zamknij moje logowania
own-about = Co przechowujemy
own-about-passed = To, co mówi o Tobie Twoje eID, przekazujemy usłudze, do której się logujesz. Mamy to nie dłużej, niż trwa logowanie.
own-about-yours = Możesz samodzielnie zakończyć: swoje logowanie tutaj, zgody, które pamięta Twoja przeglądarka, i przechowywanie numeru, na które się zgadzasz. Lista logowań kasuje się sama po 90 dniach. Wszystko jest zaszyfrowane i otwiera to tylko Twoje eID lub Twoja przeglądarka.
own-about-law = Prawo wymaga od nas dziennika logowań, bez Twojego imienia, nazwiska i numeru.
own-about-journal = Jeśli porównano Twoje dane z rejestrem, przechowujemy też to, co porównano, zaszyfrowane, od 6 do 12 miesięcy.
own-about-ask = Chcesz coś usunąć lub dowiedzieć się, co mamy? Zapytaj tutaj.

## The page of one’s own login here, and logging out.

session-link = Twoje logowanie tutaj
session-title = Masz tu aktywne logowanie
session-by = { $minutes ->
    [one] Zalogowano za pomocą { $eid } minutę temu. Usługi, które korzystają z tego logowania, wpuszczają Cię bez ponownego pytania w tej przeglądarce, dopóki ono nie wygaśnie.
    [few] Zalogowano za pomocą { $eid } { $minutes } minuty temu. Usługi, które korzystają z tego logowania, wpuszczają Cię bez ponownego pytania w tej przeglądarce, dopóki ono nie wygaśnie.
    [many] Zalogowano za pomocą { $eid } { $minutes } minut temu. Usługi, które korzystają z tego logowania, wpuszczają Cię bez ponownego pytania w tej przeglądarce, dopóki ono nie wygaśnie.
   *[other] Zalogowano za pomocą { $eid } { $minutes } minuty temu. Usługi, które korzystają z tego logowania, wpuszczają Cię bez ponownego pytania w tej przeglądarce, dopóki ono nie wygaśnie.
}
session-services = Użyto go do:
session-logout = Wyloguj się
session-logout-hint = Wyloguj się, jeśli z tego komputera korzystają też inni.
session-nobody-title = Nie masz tu aktywnego logowania
session-nobody-body = Żadna usługa nie wpuszcza nikogo w tej przeglądarce bez nowego logowania. Twoje logowanie może być nadal aktywne w usłudze, z której korzystano wcześniej: wyloguj się tam.
session-asks-title = Czy chcesz się wylogować?
session-asks-body = { $service } prosi o zakończenie Twojego logowania tutaj.
session-asks-body-nameless = Strona prosi o zakończenie Twojego logowania tutaj.
session-stay = Nie wylogowuj mnie
session-out-title = Wylogowano
session-out-body = Twoje logowanie zostało zakończone. Nikt nie wejdzie już za jego pomocą do usługi w tej przeglądarce.
session-was-not = Wcześniej też nie było tu aktywnego logowania.
session-closed = Te usługi zostały powiadomione:
session-open = Twoje logowanie może być nadal aktywne w tych usługach:
session-open-hint = Wyloguj się także tam lub zamknij przeglądarkę.
session-back = Dalej do usługi: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Spróbuj ponownie: { $country }
error-other-country = Wybierz inny kraj
error-back = Powrót do usługi: { $service }
error-look = Spróbuj ponownie
error-help = Uzyskaj pomoc
error-reference = Numer referencyjny
error-reference-hint = Podaj ten numer, jeśli kontaktujesz się z pomocą. Nie mówi on nic o Tobie.
error-cancelled = Przerwano logowanie { $in_country }
    .body = Do usługi { $service } nic nie wysłano.
    .advice = Możesz wrócić do usługi, spróbować ponownie lub wybrać inny kraj.
error-not-confirmed = Nie potwierdzono, kim jesteś ({ $country })
    .body = Być może kod był błędny, eID jest zablokowane lub nieważne albo przerwano tam logowanie. Do usługi { $service } nic nie wysłano.
    .advice = Spróbuj ponownie. Jeśli Twoje eID jest zablokowane, odblokować je może tylko jego własna pomoc.
error-peer-failed = Logowanie się nie powiodło ({ $country })
    .body = Logowanie { $in_country } zakończyło się błędem. To nie Twoja wina ani wina usługi { $service }.
    .advice = Spróbuj ponownie. Jeśli to się powtórzy, pomoc Twojego eID wie więcej.
error-level-too-low = Potrzebne jest silniejsze eID
    .body = Użyte eID nie osiąga poziomu bezpieczeństwa, którego wymaga { $service }.
    .advice = Spróbuj ponownie z silniejszym eID, jeśli Twój kraj takie oferuje.
error-answer-invalid = Nie mogliśmy użyć odpowiedzi ({ $country })
    .body = Odpowiedź nie przeszła naszych kontroli bezpieczeństwa, dlatego nie zalogowaliśmy Cię. To nie Twoja wina.
    .advice = Spróbuj ponownie. Jeśli to się powtórzy, podaj nam numer referencyjny poniżej.
error-answer-late = Odpowiedź przyszła za późno
    .body = Dla Twojego bezpieczeństwa odpowiedź z innego kraju jest ważna tylko kilka minut.
    .advice = Spróbuj ponownie; nie musisz jeszcze raz wybierać kraju.
error-answer-used = To logowanie zostało już użyte
    .body = Tej samej odpowiedzi można użyć tylko raz. Być może odświeżono starą stronę.
    .advice = Wróć do usługi. Jeśli nie ma tam Twojego logowania, zacznij od nowa.
error-incomplete = Nie przysłano wszystkiego, co potrzebne ({ $country })
    .body = Niektórych podstawowych danych (imię i nazwisko, data urodzenia, identyfikator) brakowało w odpowiedzi, dlatego nie możemy Cię zalogować.
    .advice = Pomoc Twojego eID wie, jakie dane są wysyłane. Możesz spróbować ponownie lub wybrać inny kraj.
error-representation = Tutaj możesz zalogować się tylko we własnym imieniu
    .body = Usługa logowania { $in_country } podała, że działasz w imieniu kogoś innego. { $service } nie może tego przyjąć.
    .advice = Spróbuj ponownie i zaloguj się we własnym imieniu.
error-another-level = Potrzebne jest inne eID
    .body = { $service } przyjmuje tylko określone poziomy bezpieczeństwa, a Twoje logowanie miało inny. Nic o Tobie nie wysłano.
    .advice = Zaloguj się innym eID albo wróć do usługi.
error-another-person = Nie jesteś osobą, której oczekiwała usługa
    .body = { $service } pyta o osobę, która korzystała z niej wcześniej, a zalogował się ktoś inny. Nic o Tobie nie wysłano.
    .advice = Spróbuj ponownie z eID tej osoby, jeśli należy do Ciebie, albo wróć do usługi i zacznij tam od nowa.
error-country-unavailable = Nie możemy teraz połączyć się z tym krajem: { $country }
    .body = Nie mamy obecnie ważnego połączenia z usługą logowania { $in_country }. To nie Twoja wina.
    .advice = Spróbuj ponownie później lub wybierz inny kraj, jeśli masz tam eID.
error-country-suspended = Logowanie { $in_country } jest tymczasowo zamknięte
    .body = Logowanie { $in_country } zamknięto ze względów bezpieczeństwa lub z powodu prac serwisowych.
    .advice = Spróbuj ponownie później lub wróć do usługi.
error-abroad-suspended = Logowanie do usług { $in_country } jest tymczasowo zamknięte
    .body = Zamknięto je ze względów bezpieczeństwa lub z powodu prac serwisowych. Nic o Tobie nie wysłano.
    .advice = Spróbuj ponownie później lub zapytaj usługę o inny sposób logowania.
error-abroad-unavailable = Nie możemy teraz odesłać Cię z powrotem ({ $country })
    .body = Nie mamy obecnie ważnego połączenia z usługą logowania { $in_country }. To nie Twoja wina. Nic o Tobie nie wysłano.
    .advice = Przejdź do usługi ponownie za kilka minut i zacznij stamtąd.
error-cookie-missing = Nie rozpoznajemy tej przeglądarki
    .body = Logowanie musi zakończyć się w tej samej przeglądarce, w której się zaczęło, a pliki cookie muszą być dozwolone. Chroni to przed innymi, którzy chcieliby użyć Twojego logowania.
    .advice = Zezwól na pliki cookie dla tej witryny, wróć do usługi i zacznij tam od nowa.
error-too-many-logins = Zbyt wiele logowań jest otwartych naraz
    .body = W tej przeglądarce rozpoczęto tak wiele logowań, że najstarsze trzeba było zamknąć. To było jedno z nich.
    .advice = Wróć do usługi i zacznij od nowa.
error-flow-expired = Logowanie trwało zbyt długo
    .body = Dla Twojego bezpieczeństwa logowanie musi zakończyć się w ciągu { $minutes } minut.
    .advice = Wróć do usługi i zacznij od nowa.
error-flow-unknown = To logowanie już nie istnieje
    .body = Być może otwarto zakładkę lub starą stronę. Logowanie może zacząć się tylko w usłudze, z której chcesz skorzystać.
    .advice = Przejdź do usługi i zaloguj się stamtąd.
error-flow-finished = To logowanie już się zakończyło
    .body = Przekierowano Cię już do usługi: { $service }.
    .advice = Kontynuuj w usłudze. Jeśli nie ma tam Twojego logowania, zacznij od nowa.
error-foreign-request-invalid = Usługa logowania innego kraju przysłała coś, czego nie możemy użyć
    .body = Żądanie nie przeszło naszych kontroli bezpieczeństwa, dlatego nie poprosiliśmy Cię o zalogowanie. To nie Twoja wina.
    .advice = Wróć do usługi, z której przychodzisz, i spróbuj ponownie. Jeśli to się powtórzy, powiadom tę usługę.
error-foreign-request-late = Żądanie z innego kraju jest zbyt stare
    .body = Dla Twojego bezpieczeństwa żądanie logowania jest ważne tylko kilka minut. Być może otwarto starą stronę.
    .advice = Wróć do usługi, z której przychodzisz, i zacznij od nowa.
error-foreign-request-used = To logowanie już raz rozpoczęto
    .body = Tego samego żądania można użyć tylko raz. Być może odświeżono starą stronę.
    .advice = Wróć do usługi, z której przychodzisz, i zacznij od nowa.
error-nothing-to-send = Nie możemy Cię zalogować ({ $country })
    .body = Wykazano, kim jesteś, ale brakuje czegoś, co jest wymagane { $in_country }: imienia, nazwiska, daty urodzenia lub uznanego poziomu bezpieczeństwa. Nic o Tobie nie wysłano.
    .advice = Możesz wrócić do usługi, która dowie się, że logowanie się nie powiodło.
error-not-abroad = Krajowe eID nie są dostępne dla innych krajów
    .body = Żadnego krajowego eID nie zgłoszono tu jeszcze innym krajom europejskim albo wszystkie są zamknięte. Dlatego pod tym adresem nie ma nic do opublikowania.
    .advice = Użyj innego sposobu logowania, który oferuje usługa.
error-not-for-people = Nie ma tu nic do oglądania
    .body = Ten adres odbiera komunikaty między usługami logowania krajów europejskich.
    .advice = Przejdź do usługi, z której chcesz skorzystać, i zaloguj się stamtąd.
error-client-unknown = Nie znamy usługi, która Cię tu przysłała
    .body = Usługa nie jest tu zarejestrowana lub podała błędny adres powrotu. Dlatego nie możemy odesłać Cię automatycznie.
    .advice = Powiadom usługę. Błąd leży po jej stronie, nie po Twojej.
error-request-invalid = Usługa przysłała coś, czego nie możemy użyć
    .body = Żądanie logowania z usługi zawiera błąd. To nie Twoja wina.
    .advice = Wróć do usługi i spróbuj ponownie. Jeśli to się powtórzy, powiadom usługę.
error-logout-expired = To pytanie jest zbyt stare
    .body = Na żądanie wylogowania trzeba odpowiedzieć w ciągu dziesięciu minut. Nie wylogowano Cię.
    .advice = Otwórz „Twoje logowanie tutaj” na dole tej strony, aby się wylogować.
error-logout-hint = Nie wylogowano Cię: dowód logowania przedstawiony przez usługę jest nieważny
    .body = Usługa przysłała token tożsamości (id_token_hint), który nie jest jednym z wydanych jej przez nas. To nie Twoja wina.
    .advice = Otwórz „Twoje logowanie tutaj” na dole tej strony, aby się wylogować. Powiadom usługę, jeśli to się powtórzy.
error-logout-invalid = Nie wylogowano Cię: usługa przysłała coś, czego nie możemy użyć
    .body = Żądanie wylogowania zawiera błąd lub pochodzi z usługi, której nie znamy. To nie Twoja wina.
    .advice = Otwórz „Twoje logowanie tutaj” na dole tej strony, aby się wylogować. Powiadom usługę, jeśli to się powtórzy.
error-logout-return = Nie wylogowano Cię: usługa podała błędny adres powrotu
    .body = Adres powrotu po wylogowaniu (post_logout_redirect_uri) nie jest zarejestrowany dla usługi znak po znaku. To nie Twoja wina.
    .advice = Otwórz „Twoje logowanie tutaj” na dole tej strony, aby się wylogować. Powiadom usługę, jeśli to się powtórzy.
error-too-many-attempts = To logowanie próbowano wykonać zbyt wiele razy
    .body = Podczas tego logowania przekierowano Cię trzy razy bez odpowiedzi.
    .advice = Wróć do usługi i zacznij od nowa.
error-busy = Zbyt wiele osób loguje się teraz
    .body = Przez chwilę nie przyjmujemy nowych logowań. To nie Twoja wina i nie dotyczy to nikogo, kto już zaczął.
    .advice = Poczekaj chwilę, wróć do usługi i spróbuj ponownie.
error-not-found = Ta strona nie istnieje
    .body = Adres jest błędny lub stary.
    .advice = Przejdź do usługi, z której chcesz skorzystać, i zaloguj się stamtąd.
error-internal = Coś poszło nie tak po naszej stronie
    .body = To nie Twoja wina. Do usługi nic nie wysłano.
    .advice = Spróbuj ponownie za chwilę. Jeśli to się powtórzy, podaj nam numer referencyjny poniżej.
error-unavailable = Nie możemy teraz nikogo zalogować
    .body = Usługa logowania jest ponownie uruchamiana lub ma awarię. To nie Twoja wina.
    .advice = Spróbuj ponownie za kilka minut.
