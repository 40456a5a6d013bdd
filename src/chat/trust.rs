//! Whose certificates are trusted.

use std::path::Path;

use ureq::tls::{PemItem, RootCerts, parse_pem};

use crate::error::{Error, ErrorKind, Result};

/// The authorities whose certificates are trusted: the well-known ones, or those of a file in their place.
#[derive(Clone, Debug)]
pub struct Trust(pub(super) RootCerts);

impl Default for Trust {
    fn default() -> Self {
        Self(RootCerts::WebPki)
    }
}

impl Trust {
    /// The authorities whose certificates a PEM file holds.
    ///
    /// # Errors
    /// The file cannot be read, or holds no certificate.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, &e))?;
        let wrong = |message: String| Error::new(ErrorKind::Format, message).in_file(path);
        let mut certificates = Vec::new();
        for item in parse_pem(&bytes) {
            match item {
                Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
                Ok(_) => {}
                Err(error) => return Err(wrong(format!("this is no PEM file: {error}"))),
            }
        }
        if certificates.is_empty() {
            let message = "this file holds no certificate; one in PEM begins with \
                           -----BEGIN CERTIFICATE-----";
            return Err(wrong(message.to_owned()));
        }
        Ok(Self(RootCerts::new_with_certs(&certificates)))
    }
}
