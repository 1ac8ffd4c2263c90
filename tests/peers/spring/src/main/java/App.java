import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.*;

/** Who came; everything else is the recipe's. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Security.class)
@RestController
public class App {
    @GetMapping("/")
    Map<String, Object> who(@AuthenticationPrincipal OidcUser user) {
        return Map.of("id_token", user.getIdToken().getClaims(), "userinfo", user.getUserInfo().getClaims());
    }

    public static void main(String[] arguments) {
        SpringApplication.run(App.class, arguments);
    }
}
