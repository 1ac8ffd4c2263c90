module rival

go 1.25.8

// dex, August 2026: the last revision that was looked at. Newer ones have other interfaces.
require github.com/dexidp/dex v0.0.0-20260806151424-ab64ed778070
