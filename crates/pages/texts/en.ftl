### English. Texts of Landport's pages.
### Status: in use

## What stands around every page.

the-service = the service
skip-to-content = Skip to content
language-switch = Language
footer-help = Help
footer-privacy = Privacy notice
footer-accessibility = Accessibility statement
footer-get-eid = How to get an e‑ID
banner-demo = Demo Europe: everything here is simulated, and so are all persons.
banner-test = Test environment: do not use a real e‑ID here.
footer-unread = No native speaker has read this translation yet. Tell us what should be better.
steps-label = The steps of your login
step-country = Choose a country
step-home = Log in at home
step-back = Back to the service
time-left-title = Do you need more time?
time-left-body = Your login here ends in about two minutes. You can have more time, and nothing is lost.
time-left-more = Give me more time
time-left-last = Your login here ends in about two minutes and cannot be made longer. Finish it now, or go back to the service and start again.
eu-institutions = EU institutions
logging-in-to = You are logging in to { $service }
service-of = A service of { $organisation }
next = Next
cancel = Cancel
cancel-back-to = Cancel and go back to { $service }

## The page where one chooses how to log in.

chooser-title = How do you want to log in?
chooser-legend = Choose your electronic identity
chooser-eidas = European e‑ID
chooser-eidas-hint = Use the e‑ID of your home country in the EU or EEA.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Choose the country of your e‑ID
country-intro = You log in with the e‑ID that you use at home. We send you to your own country, and you come back here afterwards.
country-level = { $service } asks for an e‑ID of the level “{ $level }” or higher.
country-level-highest = { $service } asks for an e‑ID of the level “{ $level }”, which is the highest.
country-eids = You can use: { $eids }
country-more = The service also asks for this about you. It is sent only if your country has it, and you can log in without it.
country-companies = This service is for companies and other organisations. At home you log in for one of them: its name and identifier are sent.
country-companies-acting = Your own name, date of birth and identifier are sent too if you act for it.
country-companies-alone = Only an e‑ID of the organisation itself works here: you cannot act for it with your own.
country-companies-more = The service also asks for this about the organisation. It is sent only if your country has it, and you can log in without it.
country-legend = Countries you can choose
country-search = Search for a country
country-search-button = Search
country-show-all = Show all countries
country-none = No country matches “{ $query }”.
country-count = { $count ->
    [one] One country
   *[other] { $count } countries
}
country-choose-first = Choose a country before you go on.
country-not-possible = That country cannot be used for this login right now. Choose another one.
country-unavailable-legend = Countries that cannot be used right now
country-suggested = Suggested for you
country-last-time = Chosen last time on this device
country-forget = Forget my choice
country-by-service = Suggested by the service
country-by-language = Suggested by the language of your browser
country-not-connected = { $country } cannot be chosen here yet.
country-failing = Many logins from this country are failing right now
country-missing-title = My country is not here
country-missing-body = You can choose countries with a recognised e‑ID that are connected to us. Yours may be connected later. If you have an e‑ID from another country, you can use it. Otherwise, go back and ask the service for another way.
reason-level = Has no e‑ID of the level that is asked for
reason-service-unknown = The service is not registered with this country
reason-incomplete = This country does not share what a login needs
reason-unavailable = We cannot reach this country
reason-starting = Is being connected; try again in a moment
reason-suspended = Temporarily closed
since = since { $time }
level-low = low
level-substantial = substantial
level-high = high

## The page that leads to the other country.

send-title = We are sending you to { $country }
send-body = You log in there with your own e‑ID. Afterwards you come back here automatically.
send-button = Continue to { $country }
send-time-limit = { $minutes ->
    [one] You have about one minute to log in.
   *[other] You have about { $minutes } minutes to log in.
}
send-again-title = Did you come back from { $country }?
send-again-body = You have already been sent there once. You can try again, or choose another country.
send-choose-another = Choose another country

## The page that leads back to the service.

continue-title = You are logged in
continue-body = We are sending you back to { $service }.
continue-button = Continue to { $service }
wait-title = One moment
wait-body = Your login is still being checked. Press the button in a moment.
wait-button = Look again

## Too many log in at once, and a place in the queue is kept.

queue-title = You are in the queue
queue-body = Many people are logging in right now. You keep your place as long as this page is open, and it goes on by itself when it is your turn.
queue-press = Many people are logging in right now. You keep your place. Press the button when it is your turn.
queue-minutes = { $minutes ->
    [one] It will take about one minute.
   *[other] It will take about { $minutes } minutes.
}

## Whom one can ask when something did not work.

contact-title = Who can help you
contact-country = Help desk for e‑IDs { $in_country }
contact-eid = Help desk of { $eid }
contact-service = Help desk of { $service }
contact-ours = Help desk of this login service
contact-phone = Phone
contact-email = E‑mail
contact-web = Web page
contact-hours = Open
contact-languages = Languages

## The front page, for whom came here by chance.

front-title = Log in across Europe’s borders
front-body = This is a login gateway. People come here from a public service that they want to use, not by themselves. Go to the service and choose to log in there.
front-developers = For those who connect a service or a country

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
   *[other] in { $country }
}

## The page that shows what would be sent to another country.

consent-title = Send your details to { $country }?
consent-body = { $service } asks who you are. If you agree, these details are sent to the login service of { $country }, which passes them on to { $service }. Nothing has been sent yet.
consent-unnotified = In test only: { $eid } is not approved for use in other countries.
consent-caption = What would be sent
consent-level = Security level
consent-level-value = { $level }, with { $eid }
consent-level-why = So that the service knows how safely you logged in.
consent-unsent-title = What is not sent
consent-unsent-number = Your national identity number. { $country } gets an identifier made for it alone.
consent-unsent-asked = What the service also asked for:
consent-unsent-rest = Anything else about you, such as what you do elsewhere.
consent-once = Your answer counts for this login only.
consent-if-declined = If you say no, you go back to the service, which gets nothing about you.
consent-approve = Send and log in
consent-not-me = This is not me
consent-not-me-hint = Are these somebody else’s details? Then choose “This is not me”. Nothing is sent, and you can log in with your own e‑ID.
consent-decline = Do not send
consent-changed = The details have changed since you saw them. Please read them again.
consent-remember = { $days ->
    [one] Do not ask me again for one day in this browser, when { $service } asks for the same details.
   *[other] Do not ask me again for { $days } days in this browser, when { $service } asks for the same details.
}
consent-remember-hint = You log in with your e‑ID each time all the same. If anything changes, we ask again. Do not tick this on a computer that others use.
consent-remembered = This browser remembers services that you agreed to before.
consent-forget = Ask me again each time
consent-identifier = Identifier
consent-identifier-why = So that the service knows you again next time.
consent-family-name = Family name
consent-given-name = First name
consent-name-why = So that the service can address you and find your case.
consent-birthdate = Date of birth
consent-birthdate-why = So that the service does not mix you up with others of the same name.
consent-birth-name = Name at birth
consent-birthplace = Place of birth
consent-birth-country = Country of birth
consent-birth-town = Town of birth
consent-address = Address
consent-gender = Gender
consent-phone = Phone number
consent-email = E‑mail address
consent-nationality = Nationality
consent-residence = Country of residence
consent-e-justice-role = Role in e-Justice
consent-legal-name = Name of the company or organisation
consent-legal-identifier = Identifier of the company or organisation
consent-vat = VAT number
consent-tax = Tax reference number
consent-eu-identifier = European identifier of the company (EUID)
consent-lei = Legal entity identifier (LEI)
consent-eori = Customs number (EORI)
consent-excise = Excise number (SEED)
consent-sic = Industry code (SIC)
consent-asked-why = The service asked for it.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Log in to a service { $in_country }
national-abroad-body = { $service } { $in_country } asks who you are. You log in with a Norwegian e‑ID. Before anything is sent you see what it is, and you can say no.
national-some-service = A service
national-nameless = the service { $in_country }
national-level = An e‑ID of level “{ $level }” or higher is needed.
national-level-highest = An e‑ID of level “{ $level }” is needed, which is the highest.
national-nobody = No e‑ID can be used for this login right now.
national-greyed-legend = E‑IDs that cannot be used now
national-why-planned = Not yet approved for use in other countries
national-why-pre-notified = Approval for use in other countries is in progress
national-why-level = Does not reach the level that is needed
national-why-no-terms = No agreement on its use by private companies { $in_country }
national-why-suspended = Temporarily closed
national-why-unavailable = Does not answer right now
national-unnotified = In test only: not approved for use in other countries
national-choose-first = Choose an e‑ID before you continue.
national-not-possible = This e‑ID cannot be used for this login now. Choose another one.
national-just-failed = { $eid } does not answer right now. Choose another e‑ID, or try again in a moment.
national-step-up = You are logged in, but at a lower level than { $service } needs. Log in again with a stronger e‑ID.
national-persons-title = Choose a test person
national-persons-warning = In test only: anybody can log in as any of these. None of them exists.
national-persons-legend = Who do you want to be?
national-persons-choose-first = Choose a test person before you go on.
national-persons-another = Log in another way
national-try-again = Try again with { $eid }
national-another = Choose another e‑ID
national-cancelled = The login with { $eid } was stopped
    .body = You cancelled, or { $eid } did not confirm who you are. Nothing has been sent to { $service }.
    .advice = You can try again, choose another e‑ID, or go back to the service.
national-failed = { $eid } could not log you in
    .body = The login at { $eid } ended with an error. It is not your fault, and not the fault of { $service }.
    .advice = Try again, or choose another e‑ID.
national-level-too-low = You need a stronger e‑ID
    .body = The login with { $eid } does not reach the security level that { $service } needs.
    .advice = Choose a stronger e‑ID.
national-answer-invalid = We could not use the answer from { $eid }
    .body = The answer did not pass our security checks, so we have not logged you in. It is not your fault.
    .advice = Try again. If it happens again, tell us the reference below.
national-answer-late = You must log in again at { $eid }
    .body = This login must happen now; an earlier one cannot be used. { $eid } answered with one that is older.
    .advice = Try again, and log in anew when you are asked to.
national-incomplete = { $eid } did not send all that is needed
    .body = Some of your basic data (name, date of birth, national number) were missing or wrong in the answer, so we cannot log you in.
    .advice = Choose another e‑ID, or ask the help desk of the one you used.
national-not-notified = The e‑ID that you used cannot be used in other countries yet
    .body = You logged in at { $eid }, but with an e‑ID that is not approved for use in other countries. Nothing has been sent to { $service }.
    .advice = Try again, and choose one there that is approved.
national-suspended = { $eid } is temporarily closed
    .body = The login with { $eid } has been closed for safety or maintenance.
    .advice = Choose another e‑ID, or try again later.
national-unavailable = { $eid } does not answer right now
    .body = We cannot reach { $eid }. It is not your fault, and not the fault of { $service }.
    .advice = Choose another e‑ID, or try again in a few minutes.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digital wallet
wallet-description = The identity card in your European wallet
wallet-title = Log in with a digital wallet
wallet-body = Your wallet is asked for your name, date of birth, country and national identity number, so that { $service } knows who you are. You see the same in the wallet, and you decide there.
wallet-privacy = We pass this on to { $service } and do not keep it.
wallet-here-title = The wallet is on this device
wallet-open = Open the wallet
wallet-open-other = Open another wallet
wallet-here-hint = { $minutes ->
    [one] The link works for one minute. Afterwards you come back here automatically.
   *[other] The link works for { $minutes } minutes. Afterwards you come back here automatically.
}
wallet-elsewhere-title = The wallet is on another device
wallet-scan = Scan the code with the wallet. Only scan a code on a page that you opened yourself.
wallet-scan-hint = { $minutes ->
    [one] The code works for one minute. You can get a new one at any time.
   *[other] The code works for { $minutes } minutes. You can get a new one at any time.
}
wallet-qr-alternative = QR code that opens the wallet on another device. The same link stands as text below.
wallet-copy = Cannot scan the code?
wallet-copy-label = Copy the link and open it on the device where the wallet is:
wallet-approved = I have approved, continue
wallet-new-code = Get a new link and code
wallet-another = Choose another way to log in
wallet-not-yet = No answer has come from the wallet yet. Approve in the wallet first.
wallet-refused = The answer in the wallet was no. Nothing was sent. You can try again with a new code, or choose another way.
wallet-failed = The wallet could not answer the request. Nothing was sent. You can try again with a new code, or choose another way.
wallet-expired = The link and the code do not work any more. Get new ones to continue.
wallet-code-expired = The code does not work any more. Get a new one if the wallet is on another device.
wallet-in-another-browser = The wallet has answered, and opened another tab or browser. Go on there, or start again here.
wallet-browser-title = Let the browser find the wallet
wallet-browser-ask = Find the wallet
wallet-browser-hint = Your browser shows the wallets on this device, or connects to your phone. You decide there what is shown.
wallet-browser-none = No wallet answered. Try again, or use one of the other ways on this page.
wallet-card-expired = The card that was shown has expired. Show another card, or choose another way to log in.
wallet-card-revoked = The card that was shown has been revoked or suspended by its issuer. Show another card, or choose another way to log in.
wallet-not-taken = What the wallet showed could not be used. Try again, or choose another way to log in.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = We recognise you
matched-body = You are registered here as { $name }, with a number that ends in { $end }. You can use { $service }, which gets your number.
matched-body-alone = You are registered here as { $name }, with a number that ends in { $end }. You can use { $service }, which does not get your number.
matched-keep = Shall we recognise you next time?
matched-keep-hint = If you like, we remember which number is yours. It is encrypted, and only your own e‑ID opens it. The register is then not asked again when you log in.
matched-keep-until = Yes, until { $date }
matched-keep-not = No, do not remember it
matched-none-title = We did not find you among those who are registered here
matched-none-body = You have proved that you are { $name }. What your e‑ID says about you could not be matched with one person in the register.
matched-used = This was compared
matched-differs = Is different in the register
matched-ways = What you can do
matched-link-title = Do you have a Norwegian e‑ID?
matched-link-body = Log in with it once, and we know which number is yours. You do not have to log in { $in_country } again. Do the same if you have got a new e‑ID since last time.
matched-link = Link with { $eid }
matched-update = If something about you is wrong or old in the register, ask to have it corrected, and log in again afterwards.
matched-without = Go on all the same
matched-as-new = Go on as a new user
matched-without-hint = If you are already registered at { $service }, it will not know that it is you.
matched-not-linked = Nothing was linked: your name or date of birth is not the same in both e‑IDs.
matched-not-proven = The login with the Norwegian e‑ID was not completed. Nothing was linked.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = My logins
own-receipt = Receipts of your logins: what was sent about you, to whom, and why
own-title = My logins
own-intro = Here are your own logins of the last 90 days, and what was sent about you. Only your own e‑ID opens them.
own-start = Log in and see them
own-list = What was sent
own-none = There are no logins to show.
own-when = When
own-to = To
own-with = With
own-why = Why
own-why-login = You logged in to this service.
own-one = Show this receipt alone, to print it
own-all = Show all my logins
own-kept = What you can end
own-kept-match = Your number that ends in { $end } is kept until { $date }.
own-kept-from = { $country }: your number is kept for an e‑ID from there until { $date }.
own-end-match = Do not keep it any longer
own-export = Save as a file (JSON)
own-code-title = Help from the support desk
own-code-body = Get a code and read it out to the support desk. With it they can see this list for 15 minutes, and nothing else about you.
own-code-get = Get a code
own-code = Your code: { $code }. It works until { $time }.
own-leave = Close my logins
own-about = What is kept here
own-about-passed = What your e‑ID says about you is passed on to the service you log in to. We keep it no longer than the login takes.
own-about-yours = You can end this yourself: your login here, consents that your browser remembers, and a number that you let us keep. The list of your logins ends by itself after 90 days. All of it is encrypted, and only your e‑ID or your browser opens it.
own-about-law = The law requires us to keep a log of logins, without your name or number.
own-about-journal = If you were compared with a register, what was compared is kept too, encrypted, for 6 to 12 months.
own-about-ask = Do you want something deleted, or to know what we have about you? Ask here.

## The page of one’s own login here, and logging out.

session-link = Your login here
session-title = You are logged in here
session-by = { $minutes ->
    [one] You logged in with { $eid } a minute ago. Services that use this login let you in without asking again, in this browser, until it ends.
   *[other] You logged in with { $eid } { $minutes } minutes ago. Services that use this login let you in without asking again, in this browser, until it ends.
}
session-services = You have used it for:
session-logout = Log out
session-logout-hint = Log out when others use this computer too.
session-nobody-title = You are not logged in here
session-nobody-body = No service lets anybody in from this browser without a new login. You may still be logged in at a service that you have used before: log out there.
session-asks-title = Do you want to log out?
session-asks-body = { $service } asks to end your login here.
session-asks-body-nameless = A page asks to end your login here.
session-stay = Stay logged in
session-out-title = You are logged out
session-out-body = Your login has ended. Nobody gets into a service with it in this browser any more.
session-was-not = You were not logged in here before either.
session-closed = These services have been told:
session-open = You may still be logged in at these services:
session-open-hint = Log out there too, or close the browser.
session-back = Go on to { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Try again with { $country }
error-other-country = Choose another country
error-back = Back to { $service }
error-look = Try again
error-help = Get help
error-reference = Reference
error-reference-hint = Give this reference if you contact support. It says nothing about you.
error-cancelled = You stopped the login { $in_country }
    .body = Nothing has been sent to { $service }.
    .advice = You can go back to the service, try again, or choose another country.
error-not-confirmed = { $country } did not confirm who you are
    .body = A code may have been wrong, your e‑ID may be locked or out of date, or you stopped there. Nothing has been sent to { $service }.
    .advice = Try again. If your e‑ID is locked, only its own help desk can open it.
error-peer-failed = { $country } could not log you in
    .body = The login in { $country } ended with an error. It is not your fault, and not the fault of { $service }.
    .advice = Try again. If it happens again, the help desk of your e‑ID knows more.
error-level-too-low = A stronger e‑ID is needed
    .body = The e‑ID you used does not reach the security level that { $service } asks for.
    .advice = Try again and choose a stronger e‑ID, if your country offers one.
error-answer-invalid = We could not use the answer from { $country }
    .body = The answer did not pass our security checks, so we have not logged you in. It is not your fault.
    .advice = Try again. If it happens again, tell us the reference below.
error-answer-late = The answer came too late
    .body = For your safety an answer from another country is only valid for a few minutes.
    .advice = Try again; you do not have to choose the country once more.
error-answer-used = This login has already been used
    .body = The same answer can be used only once. You may have reloaded an old page.
    .advice = Go back to the service. If you are not logged in there, start again.
error-incomplete = { $country } did not send all that is needed
    .body = Some of your basic data (name, date of birth, identifier) were missing in the answer, so we cannot log you in.
    .advice = The help desk of your e‑ID can tell which data it sends. You may try again or choose another country.
error-representation = You can only log in as yourself here
    .body = { $country } told us that you act on behalf of somebody else. { $service } cannot receive that.
    .advice = Try again and log in for yourself.
error-another-level = Another e‑ID is needed
    .body = { $service } takes only certain security levels, and your login had another one. Nothing about you has been sent.
    .advice = Log in with another e‑ID, or go back to the service.
error-another-person = You are not the person the service expected
    .body = { $service } asked for the person who used it before, and you logged in as somebody else. Nothing about you has been sent.
    .advice = Try again with the e‑ID of that person if it is yours, or go back to the service and start again there.
error-country-unavailable = { $country } cannot be reached right now
    .body = We have no valid connection with the login service of { $country } at the moment. It is not your fault.
    .advice = Try again later, or choose another country if you have an e‑ID there.
error-country-suspended = Login from { $country } is temporarily closed
    .body = The login from { $country } has been closed for safety or maintenance.
    .advice = Try again later, or go back to the service.
error-abroad-suspended = Login to services in { $country } is temporarily closed
    .body = It has been closed for safety or maintenance. Nothing about you has been sent.
    .advice = Try again later, or ask the service for another way to log in.
error-abroad-unavailable = We cannot send you back to { $country } right now
    .body = We have no valid connection with the login service of { $country } at the moment. It is not your fault. Nothing about you has been sent.
    .advice = Go to the service again in a few minutes and start from there.
error-cookie-missing = We do not recognise this browser
    .body = A login must end in the same browser in which it began, and with cookies allowed. This protects you against others who try to use your login.
    .advice = Allow cookies for this site, go back to the service, and start again there.
error-too-many-logins = Too many logins are open at once
    .body = This browser has begun so many logins that the oldest had to be closed. This was one of them.
    .advice = Go back to the service and start again.
error-flow-expired = The login took too long
    .body = For your safety a login must be finished within { $minutes } minutes.
    .advice = Go back to the service and start again.
error-flow-unknown = This login no longer exists
    .body = You may have opened a bookmark or an old page. A login can only begin at the service you want to use.
    .advice = Go to the service and log in from there.
error-flow-finished = This login is already finished
    .body = You have already been sent on to { $service }.
    .advice = Continue at the service. If you are not logged in there, start again.
error-foreign-request-invalid = The login service of the other country sent something we cannot use
    .body = Its request did not pass our security checks, so we have not asked you to log in. It is not your fault.
    .advice = Go back to the service you came from and try again. If it happens again, tell that service.
error-foreign-request-late = The request from the other country is too old
    .body = For your safety a login request is only valid for a few minutes. You may have opened an old page.
    .advice = Go back to the service you came from and start again.
error-foreign-request-used = This login has already been started once
    .body = The same request can be used only once. You may have reloaded an old page.
    .advice = Go back to the service you came from and start again.
error-nothing-to-send = We cannot log you in to { $country }
    .body = You have proved who you are, but something that { $country } must have is missing: first name, family name, date of birth, or an approved security level. Nothing about you has been sent.
    .advice = You can go back to the service, which is told that the login did not succeed.
error-not-abroad = National e‑IDs are not open to other countries
    .body = No national e‑ID is notified to the other European countries here yet, or all of them are closed. There is therefore nothing to publish at this address.
    .advice = Use another way to log in that the service offers.
error-not-for-people = There is nothing to see here
    .body = This address receives messages between the login services of European countries.
    .advice = Go to the service you want to use and log in from there.
error-client-unknown = We do not know the service that sent you
    .body = The service is not registered here, or it gave a wrong return address. We therefore cannot send you back automatically.
    .advice = Tell the service about this. The fault is theirs, not yours.
error-request-invalid = The service sent something we cannot use
    .body = The login request from the service has an error. It is not your fault.
    .advice = Go back to the service and try again. If it happens again, tell the service.
error-logout-expired = This question is too old
    .body = A request to log out must be answered within ten minutes. You have not been logged out.
    .advice = Open “Your login here” at the bottom of this page to log out.
error-logout-hint = You have not been logged out: the service’s proof of your login is not valid
    .body = The service sent an ID token (id_token_hint) that is not one of ours for it. It is not your fault.
    .advice = Open “Your login here” at the bottom of this page to log out. Tell the service if it happens again.
error-logout-invalid = You have not been logged out: the service sent something we cannot use
    .body = The request to log out has an error, or comes from a service that we do not know. It is not your fault.
    .advice = Open “Your login here” at the bottom of this page to log out. Tell the service if it happens again.
error-logout-return = You have not been logged out: the service gave a wrong return address
    .body = The address to return to after the logout (post_logout_redirect_uri) is not registered for the service, character by character. It is not your fault.
    .advice = Open “Your login here” at the bottom of this page to log out. Tell the service if it happens again.
error-too-many-attempts = This login has been tried too many times
    .body = You have been sent out three times in this login without an answer.
    .advice = Go back to the service and start again.
error-busy = Too many people are logging in right now
    .body = We take no more new logins for a moment. It is not your fault, and nobody who has already begun is affected.
    .advice = Wait a little, go back to the service and try again.
error-not-found = This page does not exist
    .body = The address is wrong or old.
    .advice = Go to the service you want to use and log in from there.
error-internal = Something went wrong on our side
    .body = It is not your fault. Nothing has been sent to the service.
    .advice = Try again in a moment. If it happens again, tell us the reference below.
error-unavailable = We cannot log anyone in right now
    .body = The login service is being restarted or has a fault. It is not your fault.
    .advice = Try again in a few minutes.
