// SPDX-License-Identifier: EUPL-1.2

// A dex that answers with an ID token what one SAML identity provider says: everything in memory, all
// keys P-256. The benchmark measures it beside Landport. dex's own command cannot be had from the
// module proxy, since a part that it needs is published only beside its repository; its server can.
package main

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/dexidp/dex/server"
	"github.com/dexidp/dex/server/signer"
	"github.com/dexidp/dex/server/tokens"
	"github.com/dexidp/dex/storage"
	"github.com/dexidp/dex/storage/memory"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// ADDRESS ISSUER CERTIFICATE
func main() {
	address, issuer, certificate := os.Args[1], os.Args[2], os.Args[3]
	logger := slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError}))
	saml := must(json.Marshal(map[string]string{
		"ssoURL": "http://idp.localhost/sso", "ssoIssuer": "http://idp.localhost",
		"entityIssuer": issuer + "/callback", "redirectURI": issuer + "/callback",
		"ca": certificate, "usernameAttr": "name", "emailAttr": "email",
	}))
	kept := storage.WithStaticClients(memory.New(logger), []storage.Client{{
		ID: "bench", Secret: "bench-secret", Name: "Benchmark",
		RedirectURIs: []string{"http://bench.localhost/callback"},
	}})
	kept = storage.WithStaticConnectors(kept, []storage.Connector{
		{ID: "saml", Type: "saml", Name: "SAML", Config: saml},
	})
	local := signer.LocalConfig{KeysRotationPeriod: "6h", Algorithm: "ES256"}
	refresh := must(tokens.NewRefreshTokenPolicy(logger, false, "", "", ""))
	handler := must(server.NewServer(context.Background(), server.Config{
		Issuer:             issuer,
		Storage:            kept,
		SkipApprovalScreen: true,
		RefreshTokenPolicy: refresh,
		Signer:             must(local.Open(context.Background(), kept, 24*time.Hour, time.Now, logger)),
		Logger:             logger,
	}))
	log.Fatal(http.ListenAndServe(address, handler))
}
