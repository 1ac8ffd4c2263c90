// SPDX-License-Identifier: EUPL-1.2
//! The persons of the other countries: Croatia to Spain.

use super::Kind::{Cancel, Fails, Low, NonLatin, Plain, TwoNames};
use super::{Six, latin, pair, person};

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
