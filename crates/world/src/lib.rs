// SPDX-License-Identifier: EUPL-1.2
//! Demo Europe: thirteen simulated countries, two services, a population register and people who
//! do not exist, all below `localhost`. Used by `landport demo`, by `landport world` and by the
//! tests that walk the whole road.
//!
//! Nothing here knows the gateway: a [`World`] is told an issuer, a [`Connector`] and a
//! [`ProxyService`](abroad::ProxyService), and tells in return which [peers](World::peers),
//! [connectors](World::connectors) and [clients](World::services) a gateway has to configure.
//!
//! | host | who |
//! |---|---|
//! | `localhost`, `europe.localhost` | the front page: what there is to click; the Metadata Service List |
//! | `trademark.localhost`, `rowing.localhost`, `business.localhost` | [services](service) |
//! | `register.localhost` | the population [register] |
//! | `bankid.localhost`, … `portal.localhost` | national [e-IDs](eid) |
//! | `wallet.localhost` | a wallet in the browser, and who issues what is in it |
//! | `se.localhost`, `at.localhost`, … | a country's [node] with its [habits](country::Habits) |
//! | `service.se.localhost`, … | a foreign service that a Norwegian logs in to: [abroad] |
//! | `connector.se.localhost`, … | the connector that asks for it |
//! | `login.lu.localhost`, `pasarela.es.localhost` | where two of them send the browser on |
#![forbid(unsafe_code)]

pub mod abroad;
pub mod countries;
pub mod country;
pub mod eid;
pub mod env;
pub mod fetch;
pub mod kept;
pub mod keys;
pub mod more;
pub mod node;
mod pages;
pub mod people;
pub mod persons;
pub mod place;
pub mod register;
pub mod service;
mod wallet;
mod world;

pub use abroad::{ConnectorRegistration, ProxyService};
pub use eid::EidRegistration;
pub use env::{Clock, Env};
pub use fetch::Outbound;
pub use keys::{Keys, KeysError};
pub use place::Place;
pub use wallet::WalletRegistration;
pub use world::{Connector, Listed, Options, PeerRegistration, ServiceListRegistration, World};
