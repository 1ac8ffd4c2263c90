// A service that logs its people in at Landport, with zitadel/oidc:
//
//	go mod init my-service && go get github.com/zitadel/oidc/v3
//	set -a; . ./.env; set +a; go run .
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/google/uuid"
	"github.com/zitadel/oidc/v3/pkg/client/rp"
	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// Names below .localhost are this machine (RFC 6761 §6.3); Go asks the system, which may not know.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	if host, port, _ := net.SplitHostPort(address); strings.HasSuffix(host, ".localhost") {
		address = net.JoinHostPort("127.0.0.1", port)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

func key() []byte {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		log.Fatal(err)
	}
	return bytes
}

func main() {
	issuer, redirect := os.Getenv("ISSUER"), os.Getenv("REDIRECT_URI")
	own, err := url.Parse(redirect)
	if err != nil {
		log.Fatal(err)
	}
	// State and PKCE travel in the browser's cookie. WithUnsecure: the demo speaks http.
	cookies := httphelper.NewCookieHandler(key(), key(), httphelper.WithUnsecure())
	landport, err := rp.NewRelyingPartyOIDC(context.Background(), issuer,
		os.Getenv("CLIENT_ID"), os.Getenv("CLIENT_SECRET"), redirect, []string{oidc.ScopeOpenID, oidc.ScopeProfile},
		rp.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: dial}}),
		rp.WithCookieHandler(cookies), rp.WithPKCE(cookies))
	if err != nil {
		log.Fatal(err)
	}

	arrive := func(w http.ResponseWriter, r *http.Request, tokens *oidc.Tokens[*oidc.IDTokenClaims],
		_ string, _ rp.RelyingParty, info *oidc.UserInfo) {
		http.SetCookie(w, &http.Cookie{Name: "id_token", Value: tokens.IDToken, Path: "/", HttpOnly: true,
			SameSite: http.SameSiteLaxMode})
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"id_token": tokens.IDTokenClaims, "userinfo": info})
	}
	http.Handle("/{$}", rp.AuthURLHandler(uuid.NewString, landport))
	http.Handle(own.Path, rp.CodeExchangeHandler(rp.UserinfoCallback(arrive), landport))
	http.HandleFunc("/logout", func(w http.ResponseWriter, r *http.Request) {
		to := landport.GetEndSessionEndpoint()
		if hint, err := r.Cookie("id_token"); err == nil {
			to += "?id_token_hint=" + url.QueryEscape(hint.Value)
		}
		http.SetCookie(w, &http.Cookie{Name: "id_token", Path: "/", MaxAge: -1})
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
	fmt.Println("Open", own.Scheme+"://"+own.Host)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("SERVER_PORT"), nil))
}
