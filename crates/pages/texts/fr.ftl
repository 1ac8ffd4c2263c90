### French. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = le service
skip-to-content = Aller au contenu
language-switch = Langue
footer-help = Aide
footer-privacy = Protection des données
footer-accessibility = Déclaration d’accessibilité
footer-get-eid = Comment obtenir une identité numérique
banner-demo = Europe de démonstration : tout est simulé ici, et toutes les personnes sont inventées.
banner-test = Environnement de test : n’utilisez pas ici de véritable identité numérique.
footer-unread = Cette traduction n’a pas encore été relue par une personne dont c’est la langue maternelle. Dites-nous ce qui devrait être amélioré.
steps-label = Les étapes de votre connexion
step-country = Choisir un pays
step-home = S’identifier dans son pays
step-back = Retour au service
time-left-title = Avez-vous besoin de plus de temps ?
time-left-body = Votre connexion ici se termine dans deux minutes environ. Vous pouvez obtenir plus de temps sans rien perdre.
time-left-more = Me donner plus de temps
time-left-last = Votre connexion ici se termine dans deux minutes environ et ne peut plus être prolongée. Terminez-la maintenant, ou retournez au service et recommencez.
eu-institutions = Institutions de l’UE
logging-in-to = Vous vous connectez à : { $service }
service-of = Un service de : { $organisation }
next = Suivant
cancel = Annuler
cancel-back-to = Annuler et revenir à : { $service }

## The page where one chooses how to log in.

chooser-title = Comment voulez-vous vous connecter ?
chooser-legend = Choisissez votre identité numérique
chooser-eidas = Identité numérique européenne
chooser-eidas-hint = Utilisez l’identité numérique de votre pays d’origine dans l’UE ou l’EEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Choisissez le pays de votre identité numérique
country-intro = Vous vous connectez avec l’identité numérique que vous utilisez chez vous. Nous vous envoyons vers votre pays, puis vous revenez ici.
country-level = { $service } demande une identité numérique de niveau « { $level } » ou supérieur.
country-level-highest = { $service } demande une identité numérique de niveau « { $level } », le plus haut.
country-eids = Vous pouvez utiliser : { $eids }
country-more = Le service demande aussi ces informations sur vous. Elles ne sont envoyées que si votre pays les possède, et vous pouvez vous connecter sans elles.
country-companies = Ce service est destiné aux entreprises et autres organisations. Dans votre pays, vous vous connectez pour l’une d’elles : son nom et son identifiant sont envoyés.
country-companies-acting = Votre nom, votre date de naissance et votre identifiant sont aussi envoyés si vous agissez pour elle.
country-companies-alone = Ici, seule une identité numérique de l’organisation elle-même convient : vous ne pouvez pas agir pour elle avec la vôtre.
country-companies-more = Le service demande aussi ces informations sur l’organisation. Elles ne sont envoyées que si votre pays les possède, et vous pouvez vous connecter sans elles.
country-legend = Pays que vous pouvez choisir
country-search = Rechercher un pays
country-search-button = Rechercher
country-show-all = Afficher tous les pays
country-none = Aucun pays ne correspond à « { $query } ».
country-count = { $count ->
    [one] Un pays
   *[other] { $count } pays
}
country-choose-first = Choisissez un pays avant de continuer.
country-not-possible = Ce pays ne peut pas être utilisé pour cette connexion en ce moment. Choisissez-en un autre.
country-unavailable-legend = Pays qui ne peuvent pas être utilisés en ce moment
country-suggested = Proposé pour vous
country-last-time = Choisi la dernière fois sur cet appareil
country-forget = Oublier mon choix
country-by-service = Proposé par le service
country-by-language = Proposé d’après la langue de votre navigateur
country-not-connected = Ce pays ne peut pas encore être choisi ici : { $country }.
country-failing = Beaucoup de connexions depuis ce pays échouent en ce moment
country-missing-title = Mon pays n’est pas dans la liste
country-missing-body = Vous pouvez choisir les pays dont l’identité numérique est reconnue et qui sont reliés à nous. Le vôtre sera peut-être relié plus tard. Si vous avez une identité numérique d’un autre pays, vous pouvez l’utiliser. Sinon, revenez en arrière et demandez au service une autre solution.
reason-level = N’a pas d’identité numérique du niveau demandé
reason-service-unknown = Le service n’est pas enregistré auprès de ce pays
reason-incomplete = Ce pays ne communique pas les données nécessaires à la connexion
reason-unavailable = Nous ne parvenons pas à joindre ce pays
reason-starting = Connexion en cours d’établissement ; réessayez dans un instant
reason-suspended = Fermé temporairement
since = depuis le { $time }
level-low = faible
level-substantial = substantiel
level-high = élevé

## The page that leads to the other country.

send-title = Nous vous envoyons vers : { $country }
send-body = Là-bas, vous vous connectez avec votre propre identité numérique. Vous revenez ensuite ici automatiquement.
send-button = Continuer : { $country }
send-time-limit = { $minutes ->
    [one] Vous avez environ une minute pour vous connecter.
   *[other] Vous avez environ { $minutes } minutes pour vous connecter.
}
send-again-title = Êtes-vous revenu(e) sans vous connecter { $in_country } ?
send-again-body = Vous y avez déjà été envoyé(e) une fois. Vous pouvez réessayer ou choisir un autre pays.
send-choose-another = Choisir un autre pays

## The page that leads back to the service.

continue-title = Vous êtes connecté(e)
continue-body = Nous vous renvoyons vers : { $service }.
continue-button = Continuer vers : { $service }
wait-title = Un instant
wait-body = Votre connexion est encore en cours de vérification. Appuyez sur le bouton dans un instant.
wait-button = Vérifier à nouveau

## Too many log in at once, and a place in the queue is kept.

queue-title = Vous êtes dans la file d’attente
queue-body = Beaucoup de personnes se connectent en ce moment. Vous gardez votre place tant que cette page est ouverte, et elle continue d’elle-même quand vient votre tour.
queue-press = Beaucoup de personnes se connectent en ce moment. Vous gardez votre place. Appuyez sur le bouton quand vient votre tour.
queue-minutes = { $minutes ->
    [one] Cela prendra environ une minute.
   *[other] Cela prendra environ { $minutes } minutes.
}

## Whom one can ask when something did not work.

contact-title = À qui vous adresser
contact-country = Assistance pour les identités numériques { $in_country }
contact-eid = Assistance : { $eid }
contact-service = Assistance : { $service }
contact-ours = Assistance de ce service de connexion
contact-phone = Téléphone
contact-email = E‑mail
contact-web = Page web
contact-hours = Horaires
contact-languages = Langues

## The front page, for whom came here by chance.

front-title = Se connecter par-delà les frontières de l’Europe
front-body = Ceci est un service de connexion. On y arrive depuis un service public que l’on veut utiliser, pas directement. Allez sur ce service et choisissez-y de vous connecter.
front-developers = Pour ceux qui relient un service ou un pays

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] à Chypre
    [CZ] en Tchéquie
    [DK] au Danemark
    [LI] au Liechtenstein
    [LU] au Luxembourg
    [MT] à Malte
    [NL] aux Pays-Bas
    [PT] au Portugal
    [EU] dans les institutions de l’UE
   *[other] en { $country }
}

## The page that shows what would be sent to another country.

consent-title = Envoyer vos données au service de connexion { $in_country } ?
consent-body = { $service } demande qui vous êtes. Si vous acceptez, ces données sont envoyées au service de connexion { $in_country }, qui les transmet à : { $service }. Rien n’a encore été envoyé.
consent-unnotified = En test seulement : { $eid } n’est pas agréé pour une utilisation dans d’autres pays.
consent-caption = Ce qui serait envoyé
consent-level = Niveau de garantie
consent-level-value = { $level }, avec { $eid }
consent-level-why = Pour que le service sache à quel point votre connexion est sûre.
consent-unsent-title = Ce qui n’est pas envoyé
consent-unsent-number = Votre numéro national d’identité. { $country } reçoit un identifiant créé pour ce seul pays.
consent-unsent-asked = Ce que le service a aussi demandé :
consent-unsent-rest = Tout le reste vous concernant, par exemple ce que vous faites ailleurs.
consent-once = Votre réponse ne vaut que pour cette connexion.
consent-if-declined = Si vous refusez, vous revenez au service, qui n’apprend rien sur vous.
consent-approve = Envoyer et se connecter
consent-not-me = Ce n’est pas moi
consent-not-me-hint = Ces données sont celles de quelqu’un d’autre ? Choisissez « Ce n’est pas moi ». Rien n’est alors envoyé, et vous pouvez vous connecter avec votre propre identité numérique.
consent-decline = Ne pas envoyer
consent-changed = Les données ont changé depuis que vous les avez vues. Veuillez les relire.
consent-remember = { $days ->
    [one] Ne plus me demander pendant un jour dans ce navigateur, lorsque { $service } demande les mêmes données.
   *[other] Ne plus me demander pendant { $days } jours dans ce navigateur, lorsque { $service } demande les mêmes données.
}
consent-remember-hint = Vous vous connectez quand même chaque fois avec votre identité numérique. Si quelque chose change, nous redemandons. Ne cochez pas cette case sur un ordinateur utilisé par d’autres.
consent-remembered = Ce navigateur se souvient de services que vous avez déjà acceptés.
consent-forget = Me demander chaque fois
consent-identifier = Identifiant
consent-identifier-why = Pour que le service vous reconnaisse la prochaine fois.
consent-family-name = Nom de famille
consent-given-name = Prénom
consent-name-why = Pour que le service puisse s’adresser à vous et trouver votre dossier.
consent-birthdate = Date de naissance
consent-birthdate-why = Pour que le service ne vous confonde pas avec d’autres personnes du même nom.
consent-birth-name = Nom de naissance
consent-birthplace = Lieu de naissance
consent-birth-country = Pays de naissance
consent-birth-town = Ville de naissance
consent-address = Adresse
consent-gender = Sexe
consent-phone = Numéro de téléphone
consent-email = Adresse e‑mail
consent-nationality = Nationalité
consent-residence = Pays de résidence
consent-e-justice-role = Rôle dans e-Justice
consent-legal-name = Nom de l’entreprise ou de l’organisation
consent-legal-identifier = Identifiant de l’entreprise ou de l’organisation
consent-vat = Numéro de TVA
consent-tax = Numéro fiscal
consent-eu-identifier = Identifiant européen de la société (EUID)
consent-lei = Identifiant d’entité juridique (LEI)
consent-eori = Numéro de douane (EORI)
consent-excise = Numéro d’accise (SEED)
consent-sic = Code d’activité (SIC)
consent-asked-why = Le service l’a demandé.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Se connecter à un service { $in_country }
national-abroad-body = { $service } { $in_country } demande qui vous êtes. Vous vous connectez avec une identité numérique norvégienne. Avant tout envoi, vous voyez de quoi il s’agit et vous pouvez refuser.
national-some-service = Un service
national-nameless = le service { $in_country }
national-level = Une identité numérique de niveau « { $level } » ou supérieur est nécessaire.
national-level-highest = Une identité numérique de niveau « { $level } », le plus haut, est nécessaire.
national-nobody = Aucune identité numérique ne peut être utilisée pour cette connexion en ce moment.
national-greyed-legend = Identités numériques qui ne peuvent pas être utilisées maintenant
national-why-planned = Pas encore agréée pour une utilisation dans d’autres pays
national-why-pre-notified = Agrément pour une utilisation dans d’autres pays en cours
national-why-level = N’atteint pas le niveau nécessaire
national-why-no-terms = Pas d’accord sur son utilisation par des entreprises privées { $in_country }
national-why-suspended = Fermée temporairement
national-why-unavailable = Ne répond pas en ce moment
national-unnotified = En test seulement : non agréée pour une utilisation dans d’autres pays
national-choose-first = Choisissez une identité numérique avant de continuer.
national-not-possible = Cette identité numérique ne peut pas être utilisée pour cette connexion maintenant. Choisissez-en une autre.
national-just-failed = { $eid } ne répond pas en ce moment. Choisissez une autre identité numérique ou réessayez dans un instant.
national-step-up = Vous êtes connecté(e), mais à un niveau inférieur à celui que { $service } demande. Connectez-vous à nouveau avec une identité numérique plus forte.
national-persons-title = Choisissez une personne de test
national-persons-warning = En test seulement : n’importe qui peut se connecter comme l’une de ces personnes. Aucune n’existe.
national-persons-legend = Qui voulez-vous être ?
national-persons-choose-first = Choisissez une personne de test avant de continuer.
national-persons-another = Se connecter autrement
national-try-again = Réessayer avec { $eid }
national-another = Choisir une autre identité numérique
national-cancelled = La connexion avec { $eid } a été arrêtée
    .body = Vous avez annulé, ou { $eid } n’a pas confirmé qui vous êtes. Rien n’a été envoyé à : { $service }.
    .advice = Vous pouvez réessayer, choisir une autre identité numérique ou revenir au service.
national-failed = { $eid } n’a pas pu vous connecter
    .body = La connexion auprès de { $eid } s’est terminée par une erreur. Ce n’est ni votre faute, ni celle du service ({ $service }).
    .advice = Réessayez ou choisissez une autre identité numérique.
national-level-too-low = Il vous faut une identité numérique plus forte
    .body = La connexion avec { $eid } n’atteint pas le niveau de garantie que { $service } demande.
    .advice = Choisissez une identité numérique plus forte.
national-answer-invalid = Nous n’avons pas pu utiliser la réponse de { $eid }
    .body = La réponse n’a pas passé nos contrôles de sécurité ; nous ne vous avons donc pas connecté(e). Ce n’est pas votre faute.
    .advice = Réessayez. Si cela se reproduit, indiquez-nous la référence ci-dessous.
national-answer-late = Vous devez vous connecter à nouveau auprès de { $eid }
    .body = Cette connexion doit avoir lieu maintenant ; une connexion antérieure ne peut pas servir. { $eid } a répondu avec une plus ancienne.
    .advice = Réessayez et connectez-vous de nouveau lorsque cela vous est demandé.
national-incomplete = { $eid } n’a pas envoyé tout le nécessaire
    .body = Certaines de vos données de base (nom, date de naissance, numéro national) manquaient ou étaient fausses dans la réponse ; nous ne pouvons donc pas vous connecter.
    .advice = Choisissez une autre identité numérique, ou adressez-vous à l’assistance de celle que vous avez utilisée.
national-not-notified = L’identité numérique utilisée ne peut pas encore servir dans d’autres pays
    .body = Vous vous êtes connecté(e) auprès de { $eid }, mais avec une identité numérique non agréée pour d’autres pays. Rien n’a été envoyé à : { $service }.
    .advice = Réessayez et choisissez-y une identité numérique agréée.
national-suspended = { $eid } est temporairement fermé
    .body = La connexion avec { $eid } a été fermée pour des raisons de sécurité ou de maintenance.
    .advice = Choisissez une autre identité numérique ou réessayez plus tard.
national-unavailable = { $eid } ne répond pas en ce moment
    .body = Nous ne parvenons pas à joindre { $eid }. Ce n’est ni votre faute, ni celle du service ({ $service }).
    .advice = Choisissez une autre identité numérique ou réessayez dans quelques minutes.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Portefeuille numérique
wallet-description = La preuve d’identité dans votre portefeuille européen
wallet-title = Se connecter avec un portefeuille numérique
wallet-body = Nous demandons à votre portefeuille votre nom, votre date de naissance, votre pays et votre numéro national d’identité, afin que { $service } sache qui vous êtes. Vous voyez la même chose dans le portefeuille, et c’est là que vous décidez.
wallet-privacy = Nous transmettons ces données à : { $service }. Nous ne les conservons pas.
wallet-here-title = Le portefeuille est sur cet appareil
wallet-open = Ouvrir le portefeuille
wallet-open-other = Ouvrir un autre portefeuille
wallet-here-hint = { $minutes ->
    [one] Le lien fonctionne pendant une minute. Ensuite, vous revenez ici automatiquement.
   *[other] Le lien fonctionne pendant { $minutes } minutes. Ensuite, vous revenez ici automatiquement.
}
wallet-elsewhere-title = Le portefeuille est sur un autre appareil
wallet-scan = Scannez le code avec le portefeuille. Ne scannez un code que sur une page que vous avez ouverte vous-même.
wallet-scan-hint = { $minutes ->
    [one] Le code fonctionne pendant une minute. Vous pouvez en obtenir un nouveau à tout moment.
   *[other] Le code fonctionne pendant { $minutes } minutes. Vous pouvez en obtenir un nouveau à tout moment.
}
wallet-qr-alternative = Code QR qui ouvre le portefeuille sur un autre appareil. Le même lien figure en texte ci-dessous.
wallet-copy = Impossible de scanner le code ?
wallet-copy-label = Copiez le lien et ouvrez-le sur l’appareil où se trouve le portefeuille :
wallet-approved = J’ai approuvé, continuer
wallet-new-code = Obtenir un nouveau lien et un nouveau code
wallet-another = Choisir une autre façon de se connecter
wallet-not-yet = Aucune réponse n’est encore venue du portefeuille. Approuvez d’abord dans le portefeuille.
wallet-refused = La demande a été refusée dans le portefeuille. Rien n’a été envoyé. Vous pouvez réessayer avec un nouveau code ou choisir une autre façon de vous connecter.
wallet-failed = Le portefeuille n’a pas pu répondre à la demande. Rien n’a été envoyé. Vous pouvez réessayer avec un nouveau code ou choisir une autre façon de vous connecter.
wallet-expired = Le lien et le code ne fonctionnent plus. Obtenez-en de nouveaux pour continuer.
wallet-code-expired = Le code ne fonctionne plus. Obtenez-en un nouveau si le portefeuille est sur un autre appareil.
wallet-in-another-browser = Le portefeuille a répondu et a ouvert un autre onglet ou navigateur. Continuez là-bas, ou recommencez ici.
wallet-browser-title = Laisser le navigateur trouver le portefeuille
wallet-browser-ask = Trouver le portefeuille
wallet-browser-hint = Votre navigateur affiche les portefeuilles de cet appareil ou se connecte à votre téléphone. Vous décidez là-bas de ce qui est présenté.
wallet-browser-none = Aucun portefeuille n’a répondu. Réessayez ou utilisez une autre façon proposée sur cette page.
wallet-card-expired = Le document présenté a expiré. Présentez-en un autre ou choisissez une autre façon de vous connecter.
wallet-card-revoked = Le document présenté a été révoqué ou suspendu par son émetteur. Présentez-en un autre ou choisissez une autre façon de vous connecter.
wallet-not-taken = Ce que le portefeuille a présenté n’a pas pu être utilisé. Réessayez ou choisissez une autre façon de vous connecter.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Nous vous reconnaissons
matched-body = Vous êtes enregistré(e) ici au nom de { $name }, avec un numéro qui se termine par { $end }. Vous pouvez utiliser { $service }, qui reçoit votre numéro.
matched-body-alone = Vous êtes enregistré(e) ici au nom de { $name }, avec un numéro qui se termine par { $end }. Vous pouvez utiliser { $service }, qui ne reçoit pas votre numéro.
matched-keep = Devons-nous vous reconnaître la prochaine fois ?
matched-keep-hint = Si vous le souhaitez, nous retenons quel numéro est le vôtre. Il est chiffré, et seule votre propre identité numérique l’ouvre. Le registre n’est alors plus interrogé quand vous vous connectez.
matched-keep-until = Oui, jusqu’au { $date }
matched-keep-not = Non, ne pas conserver
matched-none-title = Nous ne vous avons pas trouvé(e) parmi les personnes enregistrées ici
matched-none-body = Vous avez prouvé que vous êtes { $name }. Ce que votre identité numérique dit de vous n’a pas pu être rattaché à une seule personne du registre.
matched-used = Voici ce qui a été comparé
matched-differs = Est différent dans le registre
matched-ways = Ce que vous pouvez faire
matched-link-title = Avez-vous une identité numérique norvégienne ?
matched-link-body = Connectez-vous une fois avec elle, et nous saurons quel numéro est le vôtre. Vous n’avez pas à vous reconnecter { $in_country }. Faites de même si vous avez une nouvelle identité numérique depuis la dernière fois.
matched-link = Relier avec { $eid }
matched-update = Si une donnée sur vous est fausse ou ancienne dans le registre, demandez sa correction puis reconnectez-vous.
matched-without = Continuer quand même
matched-as-new = Continuer comme nouvel utilisateur
matched-without-hint = Si vous êtes déjà enregistré(e), { $service } ne saura pas que c’est vous.
matched-not-linked = Rien n’a été relié : votre nom ou votre date de naissance n’est pas le même dans les deux identités numériques.
matched-not-proven = La connexion avec l’identité numérique norvégienne n’a pas été terminée. Rien n’a été relié.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mes connexions
own-receipt = Reçus de vos connexions : ce qui a été envoyé sur vous, à qui et pourquoi
own-title = Mes connexions
own-intro = Voici vos propres connexions des 90 derniers jours et ce qui a été envoyé sur vous. Seule votre propre identité numérique les ouvre.
own-start = Se connecter et les voir
own-list = Ce qui a été envoyé
own-none = Il n’y a aucune connexion à montrer.
own-when = Quand
own-to = À
own-with = Avec
own-why = Pourquoi
own-why-login = Vous vous êtes connecté(e) à ce service.
own-one = Afficher ce reçu seul, pour l’imprimer
own-all = Afficher toutes mes connexions
own-kept = Ce que vous pouvez arrêter
own-kept-match = Votre numéro qui se termine par { $end } est conservé jusqu’au { $date }.
own-kept-from = { $country } : votre numéro est conservé pour une identité numérique de ce pays jusqu’au { $date }.
own-end-match = Ne plus le conserver
own-export = Enregistrer dans un fichier (JSON)
own-code-title = Aide de l’assistance
own-code-body = Obtenez un code et lisez-le à l’assistance. Elle peut alors voir cette liste pendant 15 minutes, et rien d’autre sur vous.
own-code-get = Obtenir un code
own-code = Votre code : { $code }. Il est valable jusqu’au { $time }.
own-leave = Fermer mes connexions
own-about = Ce que nous conservons
own-about-passed = Ce que votre identité numérique dit de vous est transmis au service auquel vous vous connectez. Nous ne le gardons que le temps de la connexion.
own-about-yours = Vous pouvez arrêter vous-même : votre connexion ici, les accords que votre navigateur retient et un numéro que vous nous avez laissé conserver. La liste de vos connexions s’efface seule après 90 jours. Tout est chiffré, et seuls votre identité numérique ou votre navigateur l’ouvrent.
own-about-law = La loi nous impose un journal des connexions, sans votre nom ni votre numéro.
own-about-journal = Si vous avez été comparé(e) à un registre, ce qui a été comparé est aussi conservé, chiffré, de 6 à 12 mois.
own-about-ask = Voulez-vous faire effacer quelque chose ou savoir ce que nous avons sur vous ? Demandez ici.

## The page of one’s own login here, and logging out.

session-link = Votre connexion ici
session-title = Vous êtes connecté(e) ici
session-by = { $minutes ->
    [one] Vous vous êtes connecté(e) avec { $eid } il y a une minute. Les services qui utilisent cette connexion vous laissent entrer sans redemander, dans ce navigateur, jusqu’à ce qu’elle se termine.
   *[other] Vous vous êtes connecté(e) avec { $eid } il y a { $minutes } minutes. Les services qui utilisent cette connexion vous laissent entrer sans redemander, dans ce navigateur, jusqu’à ce qu’elle se termine.
}
session-services = Vous l’avez utilisée pour :
session-logout = Se déconnecter
session-logout-hint = Déconnectez-vous si d’autres utilisent aussi cet ordinateur.
session-nobody-title = Vous n’êtes pas connecté(e) ici
session-nobody-body = Aucun service ne laisse entrer quelqu’un dans ce navigateur sans nouvelle connexion. Vous pouvez encore être connecté(e) à un service utilisé auparavant : déconnectez-vous là-bas.
session-asks-title = Voulez-vous vous déconnecter ?
session-asks-body = { $service } demande de mettre fin à votre connexion ici.
session-asks-body-nameless = Une page demande de mettre fin à votre connexion ici.
session-stay = Rester connecté(e)
session-out-title = Vous êtes déconnecté(e)
session-out-body = Votre connexion est terminée. Plus personne n’accède avec elle à un service dans ce navigateur.
session-was-not = Vous n’étiez pas non plus connecté(e) ici auparavant.
session-closed = Ces services ont été prévenus :
session-open = Vous êtes peut-être encore connecté(e) à ces services :
session-open-hint = Déconnectez-vous là aussi, ou fermez le navigateur.
session-back = Continuer vers : { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Réessayer : { $country }
error-other-country = Choisir un autre pays
error-back = Retour à : { $service }
error-look = Réessayer
error-help = Obtenir de l’aide
error-reference = Référence
error-reference-hint = Indiquez cette référence si vous contactez l’assistance. Elle ne dit rien sur vous.
error-cancelled = Vous avez arrêté la connexion { $in_country }
    .body = Rien n’a été envoyé à : { $service }.
    .advice = Vous pouvez revenir au service, réessayer ou choisir un autre pays.
error-not-confirmed = Votre identité n’a pas été confirmée ({ $country })
    .body = Un code était peut-être faux, votre identité numérique est peut-être bloquée ou expirée, ou vous avez arrêté là-bas. Rien n’a été envoyé à : { $service }.
    .advice = Réessayez. Si votre identité numérique est bloquée, seule sa propre assistance peut la débloquer.
error-peer-failed = Nous n’avons pas pu vous connecter ({ $country })
    .body = La connexion { $in_country } s’est terminée par une erreur. Ce n’est ni votre faute, ni celle du service ({ $service }).
    .advice = Réessayez. Si cela se reproduit, l’assistance de votre identité numérique en sait plus.
error-level-too-low = Une identité numérique plus forte est nécessaire
    .body = L’identité numérique utilisée n’atteint pas le niveau de garantie que { $service } demande.
    .advice = Réessayez avec une identité numérique plus forte, si votre pays en propose une.
error-answer-invalid = Nous n’avons pas pu utiliser la réponse ({ $country })
    .body = La réponse n’a pas passé nos contrôles de sécurité ; nous ne vous avons donc pas connecté(e). Ce n’est pas votre faute.
    .advice = Réessayez. Si cela se reproduit, indiquez-nous la référence ci-dessous.
error-answer-late = La réponse est arrivée trop tard
    .body = Pour votre sécurité, une réponse d’un autre pays n’est valable que quelques minutes.
    .advice = Réessayez ; vous n’avez pas à choisir de nouveau le pays.
error-answer-used = Cette connexion a déjà été utilisée
    .body = La même réponse ne peut servir qu’une fois. Vous avez peut-être rechargé une ancienne page.
    .advice = Revenez au service. Si vous n’y êtes pas connecté(e), recommencez.
error-incomplete = Il manque des données dans la réponse ({ $country })
    .body = Certaines de vos données de base (nom, date de naissance, identifiant) manquaient dans la réponse ; nous ne pouvons donc pas vous connecter.
    .advice = L’assistance de votre identité numérique sait quelles données elle envoie. Vous pouvez réessayer ou choisir un autre pays.
error-representation = Ici, vous ne pouvez vous connecter que pour vous-même
    .body = Le service de connexion { $in_country } a indiqué que vous agissez pour quelqu’un d’autre. { $service } ne peut pas l’accepter.
    .advice = Réessayez et connectez-vous pour vous-même.
error-another-level = Une autre identité numérique est nécessaire
    .body = { $service } n’accepte que certains niveaux de garantie, et votre connexion en avait un autre. Rien n’a été envoyé sur vous.
    .advice = Connectez-vous avec une autre identité numérique, ou revenez au service.
error-another-person = Vous n’êtes pas la personne que le service attendait
    .body = { $service } a demandé la personne qui l’avait utilisé auparavant, et vous vous êtes connecté(e) comme quelqu’un d’autre. Rien n’a été envoyé sur vous.
    .advice = Réessayez avec l’identité numérique de cette personne si c’est la vôtre, ou revenez au service et recommencez là.
error-country-unavailable = Nous ne parvenons pas à joindre ce pays en ce moment : { $country }
    .body = Nous n’avons pas de liaison valable avec le service de connexion { $in_country } en ce moment. Ce n’est pas votre faute.
    .advice = Réessayez plus tard, ou choisissez un autre pays si vous y avez une identité numérique.
error-country-suspended = La connexion { $in_country } est temporairement fermée
    .body = La connexion { $in_country } a été fermée pour des raisons de sécurité ou de maintenance.
    .advice = Réessayez plus tard ou revenez au service.
error-abroad-suspended = La connexion à des services { $in_country } est temporairement fermée
    .body = Elle a été fermée pour des raisons de sécurité ou de maintenance. Rien n’a été envoyé sur vous.
    .advice = Réessayez plus tard, ou demandez au service une autre façon de vous connecter.
error-abroad-unavailable = Nous ne pouvons pas vous renvoyer en ce moment ({ $country })
    .body = Nous n’avons pas de liaison valable avec le service de connexion { $in_country } en ce moment. Ce n’est pas votre faute. Rien n’a été envoyé sur vous.
    .advice = Retournez au service dans quelques minutes et recommencez à partir de là.
error-cookie-missing = Nous ne reconnaissons pas ce navigateur
    .body = Une connexion doit se terminer dans le navigateur où elle a commencé, et les cookies doivent être autorisés. Cela vous protège contre d’autres personnes qui voudraient utiliser votre connexion.
    .advice = Autorisez les cookies pour ce site, revenez au service et recommencez là.
error-too-many-logins = Trop de connexions sont ouvertes à la fois
    .body = Ce navigateur a commencé tant de connexions que la plus ancienne a dû être fermée. C’était l’une d’elles.
    .advice = Revenez au service et recommencez.
error-flow-expired = La connexion a duré trop longtemps
    .body = Pour votre sécurité, une connexion doit être terminée en { $minutes } minutes.
    .advice = Revenez au service et recommencez.
error-flow-unknown = Cette connexion n’existe plus
    .body = Vous avez peut-être ouvert un favori ou une ancienne page. Une connexion ne peut commencer que sur le service que vous voulez utiliser.
    .advice = Allez sur le service et connectez-vous à partir de là.
error-flow-finished = Cette connexion est déjà terminée
    .body = Vous avez déjà été envoyé(e) vers : { $service }.
    .advice = Continuez sur le service. Si vous n’y êtes pas connecté(e), recommencez.
error-foreign-request-invalid = Le service de connexion de l’autre pays a envoyé quelque chose que nous ne pouvons pas utiliser
    .body = Sa demande n’a pas passé nos contrôles de sécurité ; nous ne vous avons donc pas demandé de vous connecter. Ce n’est pas votre faute.
    .advice = Revenez au service d’où vous venez et réessayez. Si cela se reproduit, signalez-le à ce service.
error-foreign-request-late = La demande de l’autre pays est trop ancienne
    .body = Pour votre sécurité, une demande de connexion n’est valable que quelques minutes. Vous avez peut-être ouvert une ancienne page.
    .advice = Revenez au service d’où vous venez et recommencez.
error-foreign-request-used = Cette connexion a déjà été commencée une fois
    .body = La même demande ne peut servir qu’une fois. Vous avez peut-être rechargé une ancienne page.
    .advice = Revenez au service d’où vous venez et recommencez.
error-nothing-to-send = Nous ne pouvons pas vous connecter ({ $country })
    .body = Vous avez prouvé qui vous êtes, mais il manque quelque chose d’obligatoire ({ $country }) : prénom, nom de famille, date de naissance ou niveau de garantie agréé. Rien n’a été envoyé sur vous.
    .advice = Vous pouvez revenir au service, qui apprend que la connexion n’a pas abouti.
error-not-abroad = Les identités numériques nationales ne sont pas ouvertes aux autres pays
    .body = Aucune identité numérique nationale n’est encore notifiée ici aux autres pays européens, ou toutes sont fermées. Il n’y a donc rien à publier à cette adresse.
    .advice = Utilisez une autre façon de vous connecter proposée par le service.
error-not-for-people = Il n’y a rien à voir ici
    .body = Cette adresse reçoit des messages entre les services de connexion des pays européens.
    .advice = Allez sur le service que vous voulez utiliser et connectez-vous à partir de là.
error-client-unknown = Nous ne connaissons pas le service d’où vous venez
    .body = Le service n’est pas enregistré ici, ou il a donné une mauvaise adresse de retour. Nous ne pouvons donc pas vous renvoyer automatiquement.
    .advice = Signalez-le au service. L’erreur vient de lui, pas de vous.
error-request-invalid = Le service a envoyé quelque chose que nous ne pouvons pas utiliser
    .body = La demande de connexion du service contient une erreur. Ce n’est pas votre faute.
    .advice = Revenez au service et réessayez. Si cela se reproduit, signalez-le au service.
error-logout-expired = Cette question est trop ancienne
    .body = Une demande de déconnexion doit recevoir une réponse dans les dix minutes. Vous n’avez pas été déconnecté(e).
    .advice = Ouvrez « Votre connexion ici » en bas de cette page pour vous déconnecter.
error-logout-hint = Vous n’avez pas été déconnecté(e) : la preuve de votre connexion fournie par le service n’est pas valable
    .body = Le service a envoyé un jeton d’identité (id_token_hint) que nous n’avons pas établi pour lui. Ce n’est pas votre faute.
    .advice = Ouvrez « Votre connexion ici » en bas de cette page pour vous déconnecter. Signalez-le au service si cela se reproduit.
error-logout-invalid = Vous n’avez pas été déconnecté(e) : le service a envoyé quelque chose que nous ne pouvons pas utiliser
    .body = La demande de déconnexion contient une erreur, ou vient d’un service que nous ne connaissons pas. Ce n’est pas votre faute.
    .advice = Ouvrez « Votre connexion ici » en bas de cette page pour vous déconnecter. Signalez-le au service si cela se reproduit.
error-logout-return = Vous n’avez pas été déconnecté(e) : le service a donné une mauvaise adresse de retour
    .body = L’adresse de retour après la déconnexion (post_logout_redirect_uri) n’est pas enregistrée pour ce service, caractère par caractère. Ce n’est pas votre faute.
    .advice = Ouvrez « Votre connexion ici » en bas de cette page pour vous déconnecter. Signalez-le au service si cela se reproduit.
error-too-many-attempts = Cette connexion a été tentée trop de fois
    .body = Vous avez été envoyé(e) trois fois au cours de cette connexion, sans réponse.
    .advice = Revenez au service et recommencez.
error-busy = Trop de personnes se connectent en ce moment
    .body = Nous n’acceptons pas de nouvelles connexions pour l’instant. Ce n’est pas votre faute, et ceux qui ont déjà commencé ne sont pas touchés.
    .advice = Attendez un peu, revenez au service et réessayez.
error-not-found = Cette page n’existe pas
    .body = L’adresse est fausse ou ancienne.
    .advice = Allez sur le service que vous voulez utiliser et connectez-vous à partir de là.
error-internal = Quelque chose s’est mal passé chez nous
    .body = Ce n’est pas votre faute. Rien n’a été envoyé au service.
    .advice = Réessayez dans un instant. Si cela se reproduit, indiquez-nous la référence ci-dessous.
error-unavailable = Nous ne pouvons connecter personne en ce moment
    .body = Le service de connexion redémarre ou est en panne. Ce n’est pas votre faute.
    .advice = Réessayez dans quelques minutes.
