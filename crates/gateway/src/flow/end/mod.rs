// SPDX-License-Identifier: EUPL-1.2
//! What the stories share at their end: the way back, the code, the session, and who may still be
//! told. Knows no story.

pub mod abroad;
pub mod answer;
pub mod arrival;
pub(in crate::flow) mod citizen;
pub mod code;
pub(in crate::flow) mod company;
pub(in crate::flow) mod ending;
pub mod farewell;
pub(in crate::flow) mod holder;
pub(in crate::flow) mod link;
pub mod outcome;
pub(in crate::flow) mod person;
pub mod proven_by;
pub mod pushed;
pub mod revocation;
pub mod session;
pub(in crate::flow) mod twice;
mod untold;
pub mod way_back;
