// SPDX-License-Identifier: EUPL-1.2
//! The operator listener: health, metrics, peers. Never on the public one.
