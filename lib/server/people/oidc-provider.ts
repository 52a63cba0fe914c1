import type { AuthOptions } from "next-auth";
import type { Env } from "@/lib/server/env";

type Claims = {
  sub: string;
  preferred_username?: string;
  name?: string;
  email?: string;
};

/** Any OpenID Connect provider that publishes its configuration at the well-known address. */
export const oidcProvider = ({
  issuer,
  clientId,
  clientSecret,
  name,
}: NonNullable<Env["oidc"]>): AuthOptions["providers"][number] => ({
  id: "oidc",
  name,
  type: "oauth",
  wellKnown: `${issuer}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  authorization: { params: { scope: "openid profile email" } },
  httpOptions: { timeout: 10_000 },
  userinfo: {
    // The ID token says who it is; providers that follow the standard tell name and address only here.
    request: async ({ client, tokens }) => {
      const claims = (tokens as unknown as { claims: () => Claims }).claims();
      if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
      // Refuses when it is about somebody else than the ID token.
      return {
        ...claims,
        ...(await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])),
      };
    },
  },
  profile: ({ sub, preferred_username, name: fullName, email }: Claims) => ({
    id: sub,
    handle: preferred_username ?? null,
    name: fullName ?? null,
    email: email ?? null,
  }),
});
