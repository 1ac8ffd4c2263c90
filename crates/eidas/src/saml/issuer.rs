// SPDX-License-Identifier: EUPL-1.2

//! `saml2:Issuer`. SAML Core §2.2.5.
