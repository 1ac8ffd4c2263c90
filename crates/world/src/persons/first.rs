// SPDX-License-Identifier: EUPL-1.2
//! The persons of the first countries of the roll: Austria to France.

use super::Kind::{Cancel, Fails, Low, NonLatin, Plain, TwoNames};
use super::{Six, latin, only, pair, person};

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
