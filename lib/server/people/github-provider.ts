import type { AuthOptions } from "next-auth";
import githubProvider from "next-auth/providers/github";
import type { Env } from "@/lib/server/env";
import { readGithubAddress } from "@/lib/server/people/github-address";
import { readGithubTeams } from "@/lib/server/people/github-teams";

/** GitHub as an identity provider; where it is set up so, somebody's teams come along. */
export const githubSignIn = ({
  clientId,
  clientSecret,
  readsTeams,
  api,
}: NonNullable<Env["github"]>): AuthOptions["providers"][number] =>
  githubProvider({
    clientId,
    clientSecret,
    checks: ["pkce", "state"],
    authorization: {
      params: { scope: `read:user user:email${readsTeams ? " read:org" : ""}` },
    },
    userinfo: {
      url: `${api}/user`,
      // The library would take any address of theirs, verified or not.
      request: async ({ client, tokens }) => ({
        ...(await client.userinfo(tokens.access_token ?? "")),
        email: (await readGithubAddress(api, tokens.access_token)) ?? undefined,
      }),
    },
    profile: async ({ id, login, name, email }, { access_token: accessToken }) => ({
      id: String(id),
      handle: login,
      name,
      email: email ?? null,
      ...(readsTeams ? { groups: await readGithubTeams(api, accessToken) } : {}),
    }),
  });
