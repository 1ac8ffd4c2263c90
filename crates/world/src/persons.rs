// SPDX-License-Identifier: EUPL-1.2
//! The synthetic persons of Demo Europe: six for each country.
//!
//! Nobody here exists. Where a country's identifier is a national number, every number below
//! breaks its own country's check digit (or uses a letter the country never gives), so that it
//! cannot be anybody's; a test computes the check digits and insists.

/// Which of the six stories a person plays. The form value is what a test or a driver sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An ordinary person at the country's highest level.
    Plain,
    /// Two surnames, two given names, diacritics.
    TwoNames,
    /// Proves only level low.
    Low,
    /// Comes as far as the login page and gives up.
    Cancel,
    /// The e-ID itself refuses (wrong code three times).
    Fails,
    /// A name in another script, or odd in another way.
    NonLatin,
}

impl Kind {
    /// All six, in the order of the login page.
    pub const ALL: [Self; 6] = [
        Self::Plain,
        Self::TwoNames,
        Self::Low,
        Self::Cancel,
        Self::Fails,
        Self::NonLatin,
    ];

    /// The value in the login form: `person=two-names`.
    #[must_use]
    pub const fn form_value(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::TwoNames => "two-names",
            Self::Low => "low",
            Self::Cancel => "cancel",
            Self::Fails => "fails",
            Self::NonLatin => "non-latin",
        }
    }

    /// The kind of a form value.
    #[must_use]
    pub fn from_form_value(value: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.form_value() == value)
    }

    /// What will happen, told to whoever clicks.
    #[must_use]
    pub const fn what_happens(self) -> &'static str {
        match self {
            Self::Plain => "arrives at the service",
            Self::TwoNames => {
                "arrives, with two names and letters the service must be able to store"
            }
            Self::Low => "has an e-ID of level low, which is less than the service asks for",
            Self::Cancel => "changes their mind and cancels",
            Self::Fails => "types the wrong code too many times: the e-ID refuses",
            Self::NonLatin => "arrives, with a name in another script or of an unusual shape",
        }
    }
}

/// A name as its owner writes it and, where there is one, in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// In Latin script (Attribute Profile 1.4 §2.4). Absent: nobody transliterated it.
    pub latin: Option<&'static str>,
    /// In its original script, if that is not Latin; sent with `LatinScript="false"`.
    pub original: Option<&'static str>,
}

impl Name {
    /// For a page: both forms if there are two.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.latin, self.original) {
            (Some(latin), Some(original)) => format!("{original} ({latin})"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// One synthetic person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The story.
    pub kind: Kind,
    /// `CurrentGivenName`.
    pub given_name: Name,
    /// `CurrentFamilyName`.
    pub family_name: Name,
    /// `DateOfBirth`, `YYYY-MM-DD`.
    pub date_of_birth: &'static str,
    /// The country's own part of `PersonIdentifier`, after `SE/NO/`.
    pub identifier: &'static str,
}

const fn latin(name: &'static str) -> Name {
    Name {
        latin: Some(name),
        original: None,
    }
}

const fn pair(latin: &'static str, original: &'static str) -> Name {
    Name {
        latin: Some(latin),
        original: Some(original),
    }
}

const fn only(original: &'static str) -> Name {
    Name {
        latin: None,
        original: Some(original),
    }
}

const fn person(
    kind: Kind,
    given_name: Name,
    family_name: Name,
    date_of_birth: &'static str,
    identifier: &'static str,
) -> Person {
    Person {
        kind,
        given_name,
        family_name,
        date_of_birth,
        identifier,
    }
}

use Kind::{Cancel, Fails, Low, NonLatin, Plain, TwoNames};

/// The six persons of a country, in the order of [`Kind::ALL`].
pub type Six = [Person; 6];

/// Austria: sector pseudonyms in base64, with `+`, `/` and `=`.
pub const AUSTRIA: Six = [
    person(
        Plain,
        latin("Annelies"),
        latin("Demohuber"),
        "1984-06-02",
        "bDm+q0/7sYc1Hn5Zk2vT8w==",
    ),
    person(
        TwoNames,
        latin("Jörg Matthäus"),
        latin("Süßmayr-Öllinger"),
        "1971-11-30",
        "7/Kx+aWQ3m9RzT0uLf4dPg==",
    ),
    person(
        Low,
        latin("Resi"),
        latin("Probegger"),
        "1999-03-17",
        "uW2/9Jr+Vx6NbQ0sYk8hTA==",
    ),
    person(
        Cancel,
        latin("Alois"),
        latin("Zögermann"),
        "1963-08-21",
        "Zz+/1oG5cEw7XtRm3nPq6A==",
    ),
    person(
        Fails,
        latin("Leopoldine"),
        latin("Irrtum"),
        "1958-01-09",
        "Pq4+/8dLk0SvYh2jMx9cRw==",
    ),
    person(
        NonLatin,
        pair("Dragana", "Драгана"),
        pair("Probić", "Пробић"),
        "1990-05-14",
        "+/f7vT2kQ9xLs5wEr1yNuA==",
    ),
];

/// Bulgaria: everybody has a Cyrillic name, one has nothing else.
pub const BULGARIA: Six = [
    person(
        Plain,
        pair("Desislava", "Десислава"),
        pair("Primerova", "Примерова"),
        "1987-04-23",
        "5f0c9a7e1b3d4826",
    ),
    person(
        TwoNames,
        pair("Yordan Lyubomir", "Йордан Любомир"),
        pair("Probnev-Shturkelov", "Пробнев-Щъркелов"),
        "1976-09-05",
        "c84e21d60fa39b75",
    ),
    person(
        Low,
        pair("Tsvetan", "Цветан"),
        pair("Nisakov", "Нисаков"),
        "2001-12-19",
        "19b7d3e5a04c6f82",
    ),
    person(
        Cancel,
        pair("Zhivka", "Живка"),
        pair("Otkazova", "Отказова"),
        "1969-02-28",
        "e2a6480d97c1b53f",
    ),
    person(
        Fails,
        pair("Hristo", "Христо"),
        pair("Greshkov", "Грешков"),
        "1955-07-07",
        "70d1f8b24e9a3c65",
    ),
    person(
        NonLatin,
        only("Ъгнилия"),
        only("Щастливцева"),
        "1993-10-11",
        "a3957be60d2c18f4",
    ),
];

/// Sweden: twelve digits, with coordination numbers among them.
pub const SWEDEN: Six = [
    person(
        Plain,
        latin("Elsa"),
        latin("Exempelsson"),
        "1985-03-12",
        "198503122396",
    ),
    person(
        TwoNames,
        latin("Åsa Märta"),
        latin("Öberg Provström"),
        "1979-12-24",
        "197912242480",
    ),
    person(
        Low,
        latin("Sixten"),
        latin("Lågström"),
        "2002-01-30",
        "200201309813",
    ),
    person(
        Cancel,
        latin("Gunvor"),
        latin("Ångerström"),
        "1950-06-18",
        "195006182227",
    ),
    person(
        Fails,
        latin("Torkel"),
        latin("Feldin"),
        "1966-10-02",
        "196610021131",
    ),
    // A coordination number: the day of birth plus 60.
    person(
        NonLatin,
        pair("Efthymia", "Ευθυμία"),
        pair("Dokimopoulou", "Δοκιμοπούλου"),
        "1991-08-29",
        "199108892384",
    ),
];

/// Denmark: a long dashed number that says nothing about the person.
pub const DENMARK: Six = [
    person(
        Plain,
        latin("Kirsten"),
        latin("Prøvegaard"),
        "1982-05-16",
        "09208-2002-2-718281828459045",
    ),
    person(
        TwoNames,
        latin("Søren Ægidius"),
        latin("Kjærsgaard Testrup"),
        "1974-02-11",
        "09208-2002-2-235360287471352",
    ),
    person(
        Low,
        latin("Freja"),
        latin("Lavbo"),
        "2003-09-27",
        "09208-2002-2-662497757247093",
    ),
    person(
        Cancel,
        latin("Preben"),
        latin("Fortrød"),
        "1960-04-04",
        "09208-2002-2-699959574966967",
    ),
    person(
        Fails,
        latin("Åse"),
        latin("Fejlby"),
        "1957-11-23",
        "09208-2002-2-627724076630353",
    ),
    // One letter of family name, a particle and an apostrophe.
    person(
        NonLatin,
        latin("Jóannes-Pól D’"),
        latin("Ø"),
        "1995-01-01",
        "09208-2002-2-547594571382178",
    ),
];

/// Italy: shaped like a codice fiscale.
pub const ITALY: Six = [
    person(
        Plain,
        latin("Fiammetta"),
        latin("Esempi"),
        "1986-07-20",
        "SMPFMM86L60Z998A",
    ),
    person(
        TwoNames,
        latin("Niccolò Donà"),
        latin("De’ Provà Maltèsi"),
        "1968-01-31",
        "DPRNCL68A31Z998B",
    ),
    person(
        Low,
        latin("Ginevra"),
        latin("Bassini"),
        "2000-10-08",
        "BSSGNV00R48Z998C",
    ),
    person(
        Cancel,
        latin("Ercole"),
        latin("Rinunci"),
        "1959-05-25",
        "RNCRCL59E25Z998D",
    ),
    person(
        Fails,
        latin("Fosca"),
        latin("Sbagli"),
        "1947-12-12",
        "SBGFSC47T52Z998E",
    ),
    // Markup characters are ordinary characters of a name as far as XML and HTML are concerned.
    person(
        NonLatin,
        latin("Giò & <Bea>"),
        latin("D’Aò \"Prova\""),
        "1992-02-29",
        "DPRGBI92B69Z998F",
    ),
];

/// Croatia: OIB, eleven digits.
pub const CROATIA: Six = [
    person(
        Plain,
        latin("Željka"),
        latin("Primjerić"),
        "1981-09-14",
        "90817263540",
    ),
    person(
        TwoNames,
        latin("Šime Đuro"),
        latin("Pokus Ščavničar"),
        "1972-03-03",
        "81726354909",
    ),
    person(
        Low,
        latin("Lovro"),
        latin("Niskić"),
        "1998-06-26",
        "72635490818",
    ),
    person(
        Cancel,
        latin("Nevenka"),
        latin("Odustić"),
        "1964-11-15",
        "63549081727",
    ),
    person(
        Fails,
        latin("Stjepan"),
        latin("Pogreška"),
        "1953-02-07",
        "54908172636",
    ),
    // The digraph letters ǆ, ǉ, ǌ are single code points that few forms expect.
    person(
        NonLatin,
        latin("ǈubica"),
        latin("Džǌega"),
        "1989-04-18",
        "49081726353",
    ),
];

/// Czechia: a pseudonym that is another one for each receiving country.
pub const CZECHIA: Six = [
    person(
        Plain,
        latin("Božena"),
        latin("Zkoušková"),
        "1983-10-27",
        "7d9f5c1e-3b82-4a60-9e17-c2a4d8f03b65",
    ),
    person(
        TwoNames,
        latin("Jiří Řehoř"),
        latin("Příkladný Šťastný"),
        "1970-08-08",
        "e41b06a9-5f7c-4d23-8ab0-16d95e7c42f8",
    ),
    person(
        Low,
        latin("Věra"),
        latin("Nízká"),
        "1997-01-22",
        "08c3b7d2-6ea1-45f9-b2d4-937f0a5e81c6",
    ),
    person(
        Cancel,
        latin("Oldřich"),
        latin("Odmítl"),
        "1961-12-06",
        "b5a2e90f-174d-4c68-a3e7-5d80f6c1927b",
    ),
    person(
        Fails,
        latin("Květoslava"),
        latin("Chybová"),
        "1952-05-19",
        "29f8d461-c0b5-4e37-96a2-f174e8053dbc",
    ),
    person(
        NonLatin,
        pair("Solomiya", "Соломія"),
        pair("Zrazkova", "Зразкова"),
        "1994-07-13",
        "63e0a7c8-92d1-4fb5-8c46-0b7e5d29f13a",
    ),
];

/// France: a pseudonym made by the national hub; a new account gets a new one.
pub const FRANCE: Six = [
    person(
        Plain,
        latin("Amélie"),
        latin("Dessai"),
        "1988-02-15",
        "6d1f0b8e5c3a49d7f2e6b05a8c91d4730ef5a2b69c8d417f3b0e9a5d6c2f8471v1",
    ),
    person(
        TwoNames,
        latin("Loïc Jean-Noël"),
        latin("Leçon d’Épreuvëville"),
        "1973-06-30",
        "a97c5e20d8b146f3907e1dac5b62f8340c9e7b15fd2a68430b7c9e5d1f8a264bv1",
    ),
    person(
        Low,
        latin("Océane"),
        latin("Faiblet"),
        "2001-04-09",
        "0e8b5d7f2c4a61930fd7e2b9c5a8461d73f0b9e5a2c6d8417e0f3b9a5c2d6e84v1",
    ),
    person(
        Cancel,
        latin("Gaëtan"),
        latin("Renonçay"),
        "1965-09-18",
        "f4c29b7a05e8d3616b0f9e2d7c5a48130a7d6f2e9b5c814d3e0f7a2b6c9d5e18v1",
    ),
    person(
        Fails,
        latin("Solange"),
        latin("Échouard"),
        "1949-11-02",
        "3b7e0d9c5f2a8461e9d05b7f4c2a6e831d0f9b5e7a2c4d683f0e9b7a5c1d2f46v1",
    ),
    person(
        NonLatin,
        pair("Yasmine", "ياسمين"),
        pair("Ben Tajriba", "بن تجربة"),
        "1996-12-21",
        "d58a3f7c0e9b2614f7d0e5b9a2c8461f30d7e9b5a4c2f6810e3d9f7b5a2c6e48v1",
    ),
];

/// Luxembourg: thirteen digits that begin with the date of birth.
pub const LUXEMBOURG: Six = [
    person(
        Plain,
        latin("Léonie"),
        latin("Beispill"),
        "1980-01-25",
        "1980012512348",
    ),
    person(
        TwoNames,
        latin("Jean-Népomuk Théo"),
        latin("Muster-Schëffer Ören"),
        "1967-07-17",
        "1967071723459",
    ),
    person(
        Low,
        latin("Mil"),
        latin("Niddereg"),
        "1999-09-09",
        "1999090934561",
    ),
    person(
        Cancel,
        latin("Josette"),
        latin("Zréckzéi"),
        "1956-03-28",
        "1956032845672",
    ),
    person(
        Fails,
        latin("Nicolas"),
        latin("Feeler"),
        "1948-10-10",
        "1948101056783",
    ),
    // As long as a name gets: the service's database decides what happens next.
    person(
        NonLatin,
        latin("Wolfgang Amadé Johann Chrysostomus Sigismund Theophilus Maria Immaculata Conceptio"),
        latin(
            "von und zu Prouwenhausen-Testerbuerg-Beispillsuergen und der Lëtzebuerger Ardennen genannt Muster",
        ),
        "1977-05-05",
        "1977050567894",
    ),
];

/// Malta: seven digits and a letter. The letter X is never given.
pub const MALTA: Six = [
    person(
        Plain,
        latin("Ġorġa"),
        latin("Eżempju"),
        "1985-08-03",
        "0123456X",
    ),
    person(
        TwoNames,
        latin("Ċensu Żaren"),
        latin("Għawdxi Ħaż-Prova"),
        "1971-04-20",
        "0234567X",
    ),
    person(
        Low,
        latin("Wistin"),
        latin("Baxxbord"),
        "2000-02-14",
        "0345678X",
    ),
    person(
        Cancel,
        latin("Karmena"),
        latin("Ħassru"),
        "1962-06-11",
        "0456789X",
    ),
    person(
        Fails,
        latin("Toninu"),
        latin("Żball"),
        "1951-09-30",
        "0567890X",
    ),
    person(
        NonLatin,
        pair("Eleni", "Ελένη"),
        pair("Tade", "Τάδε"),
        "1990-11-17",
        "0678901X",
    ),
];

/// Poland: PESEL, eleven digits.
pub const POLAND: Six = [
    person(
        Plain,
        latin("Bronisława"),
        latin("Przykładowska"),
        "1984-09-05",
        "84090512340",
    ),
    person(
        TwoNames,
        latin("Józef Świętopełk"),
        latin("Gżegżółka-Próbny Źdźbło"),
        "1975-05-31",
        "75053123451",
    ),
    person(
        Low,
        latin("Żaneta"),
        latin("Niskowska"),
        "2001-07-16",
        "01271634562",
    ),
    person(
        Cancel,
        latin("Mścisław"),
        latin("Rezygnacki"),
        "1958-12-01",
        "58120145674",
    ),
    person(
        Fails,
        latin("Łucja"),
        latin("Błędzińska"),
        "1946-02-22",
        "46022256784",
    ),
    person(
        NonLatin,
        pair("Kateryna", "Катерина"),
        pair("Probenko", "Пробенко"),
        "1993-03-08",
        "93030867895",
    ),
];

/// Romania: shaped like a CNP, thirteen digits.
pub const ROMANIA: Six = [
    person(
        Plain,
        latin("Ilinca"),
        latin("Exemplescu"),
        "1986-01-24",
        "2860124991230",
    ),
    // Comma below (ș, ț), not cedilla (ş, ţ): many systems know only the wrong one.
    person(
        TwoNames,
        latin("Ștefăniță Mărțișor"),
        latin("Încercărețu Țânțar"),
        "1978-10-29",
        "1781029992341",
    ),
    person(
        Low,
        latin("Dănuț"),
        latin("Josescu"),
        "2002-05-20",
        "5020520993452",
    ),
    person(
        Cancel,
        latin("Smaranda"),
        latin("Renunțaru"),
        "1963-03-15",
        "2630315994563",
    ),
    person(
        Fails,
        latin("Brâncu"),
        latin("Greșeală"),
        "1954-08-26",
        "1540826995675",
    ),
    // The same letters in decomposed form (base letter and combining mark).
    person(
        NonLatin,
        latin("Ros\u{326}ia"),
        latin("Ga\u{306}luca\u{306}"),
        "1991-06-07",
        "2910607996785",
    ),
];

/// Spain: DNI or NIE, with a check letter.
pub const SPAIN: Six = [
    person(
        Plain,
        latin("Begoña"),
        latin("Ejemplar"),
        "1983-12-18",
        "90000001A",
    ),
    person(
        TwoNames,
        latin("Íñigo José"),
        latin("Muñoz de la Prueba y Güell"),
        "1969-04-27",
        "90000002B",
    ),
    person(
        Low,
        latin("Nuria"),
        latin("Bajosa"),
        "2000-08-13",
        "90000003C",
    ),
    person(
        Cancel,
        latin("Fermín"),
        latin("Desistido"),
        "1960-10-05",
        "90000004E",
    ),
    person(
        Fails,
        latin("Encarnación"),
        latin("Errada"),
        "1945-07-24",
        "90000005A",
    ),
    // Only one surname, where forms ask for two; a foreigner's number.
    person(
        NonLatin,
        latin("Ng"),
        latin("Ŋguyễn’o"),
        "1998-02-03",
        "X9000006A",
    ),
];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn digits(text: &str) -> Vec<u32> {
        text.chars().filter_map(|c| c.to_digit(10)).collect()
    }

    fn luhn(digits: &[u32]) -> bool {
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(i, d)| {
                if i % 2 == 1 {
                    d * 2 / 10 + d * 2 % 10
                } else {
                    *d
                }
            })
            .sum();
        sum % 10 == 0
    }

    /// Digit sum with weights, modulo; the last digit is the check digit.
    fn weighted(digits: &[u32], weights: &[u32], modulus: u32) -> u32 {
        digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % modulus
    }

    #[test]
    fn no_number_can_be_anybodys() {
        for p in SWEDEN {
            assert!(!luhn(&digits(p.identifier)[2..]), "{}", p.identifier);
        }
        for p in LUXEMBOURG {
            assert!(!luhn(&digits(p.identifier)[..12]), "{}", p.identifier);
        }
        for p in CROATIA {
            let d = digits(p.identifier);
            let rest = d[..10].iter().fold(10, |a, digit| {
                let sum = (a + digit) % 10;
                (if sum == 0 { 10 } else { sum }) * 2 % 11
            });
            assert_ne!((11 - rest) % 10, d[10], "{}", p.identifier);
        }
        for p in POLAND {
            let d = digits(p.identifier);
            let check = (10 - weighted(&d[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10)) % 10;
            assert_ne!(check, d[10], "{}", p.identifier);
        }
        for p in ROMANIA {
            let d = digits(p.identifier);
            let check = weighted(&d[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11);
            assert_ne!(
                if check == 10 { 1 } else { check },
                d[12],
                "{}",
                p.identifier
            );
        }
        let letters = "TRWAGMYFPDXBNJZSQVHLCKE".as_bytes();
        for p in SPAIN {
            let number: usize = p.identifier[..p.identifier.len() - 1]
                .replace('X', "0")
                .parse()
                .unwrap();
            assert_ne!(
                letters[number % 23],
                *p.identifier.as_bytes().last().unwrap()
            );
        }
        // Z998 is no country of birth the Italian tax office knows, whatever the last letter says.
        assert!(ITALY.iter().all(|p| &p.identifier[11..15] == "Z998"));
        assert!(MALTA.iter().all(|p| p.identifier.ends_with('X')));
    }

    #[test]
    fn form_values_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_form_value(kind.form_value()), Some(kind));
        }
    }
}
