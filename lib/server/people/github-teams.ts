import * as z from "zod";
import type { GroupsAtSignIn } from "@/lib/server/people/groups";

const Teams = z.array(
  z.object({ slug: z.string().max(300), organization: z.object({ login: z.string().max(300) }) }),
);

const perPage = 100;
/** 2,000 teams; whoever is in more sees why none counts. */
const mostPages = 20;

const unknown = (words: string): GroupsAtSignIn => ({ provider: "github", groups: null, words });
const none = (words: string): GroupsAtSignIn => ({ provider: "github", groups: [], words });

/**
 * The teams of whoever signs in with GitHub, as `organisation/team`, read with their own access token.
 * Takes the address of GitHub's API. Where GitHub does not answer now, nothing is known and access
 * stays as it is (`groups: null`); where it refuses or answers something else, nobody vouches for it
 * and no team counts. Source: GitHub REST API, "List teams for the authenticated user".
 */
export const readGithubTeams = async (
  api: string,
  accessToken: string | undefined,
  milliseconds = 10_000,
): Promise<GroupsAtSignIn> => {
  if (!accessToken) return none("GitHub gave no access token, so no team counts.");
  const signal = AbortSignal.timeout(milliseconds);
  const groups: string[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(`${api}/user/teams?per_page=${perPage}&page=${page}`, {
        headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
        redirect: "error",
        signal,
      });
      if (response.status >= 500 || response.status === 429) {
        return unknown(`GitHub answered ${response.status} for the teams; access stays as it was.`);
      }
      body = await response.json().catch(() => null);
    } catch {
      return unknown("GitHub did not answer for the teams; access stays as it was.");
    }
    if (!response.ok) {
      return none(
        `GitHub refused to tell the teams (${response.status}). The sign-in has to grant read:org, and the organisation has to allow this application.`,
      );
    }
    const teams = Teams.safeParse(body);
    if (!teams.success) return none("GitHub's list of teams could not be read, so no team counts.");
    groups.push(...teams.data.map(({ slug, organization }) => `${organization.login}/${slug}`));
    if (teams.data.length < perPage) {
      return { provider: "github", groups: [...new Set(groups)], words: "" };
    }
  }
  return none(`There are more than ${mostPages * perPage} teams, so none counts.`);
};
