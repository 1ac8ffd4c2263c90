import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.*;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.*;
import org.springframework.security.web.SecurityFilterChain;

/** Spring sends PKCE for public clients alone, and listens at an address of its own. */
@Configuration
class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http, ClientRegistrationRepository clients,
            @Value("${REDIRECT_URI}") URI redirectUri) throws Exception {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return http
            .authorizeHttpRequests(all -> all.anyRequest().authenticated())
            .oauth2Login(login -> login
                .authorizationEndpoint(to -> to.authorizationRequestResolver(resolver))
                .redirectionEndpoint(back -> back.baseUri(redirectUri.getPath())))
            .logout(end -> end.logoutSuccessHandler(new OidcClientInitiatedLogoutSuccessHandler(clients)))
            .build();
    }
}
