//! Everything that knows Google: loyalty class and object, the save link, the access token, the REST calls.
//!
//! Nothing is issued for Google Wallet yet: `/c/{token}/google` answers `google_not_configured`, and the settings are read
//! and checked so that configurations need not change when it comes.
