import { readAccount as operation } from "@/lib/contract/sessions";
import { signInName } from "@/lib/server/people/sign-in-name";
import { tokenFields, tokenViews } from "@/lib/server/people/tokens";
import { query } from "@/lib/server/query";

/** The caller's own account; a token has hardly any. */
export const readAccount = query(
  { name: "read-account", allow: "anybody", input: operation.input },
  async ({ db, actor }) => {
    if (actor.kind !== "person") {
      return {
        handle: null,
        name: actor.name,
        title: "",
        email: null,
        isAdmin: actor.kind === "token" && actor.scopes.includes("admin"),
        teams: [],
        authentication: null,
        signsInWith: [],
        tokens: [],
      };
    }
    const { title, email, passwordHash, identities } = await db.person.findUniqueOrThrow({
      where: { id: actor.id },
      select: {
        title: true,
        email: true,
        passwordHash: true,
        identities: { select: { provider: true } },
      },
    });
    const tokens = await db.token.findMany({
      where: { ownerId: actor.id, revokedAt: null },
      orderBy: { createdAt: "desc" },
      select: { ...tokenFields, program: { select: { key: true } } },
    });
    const programOf = new Map(tokens.map(({ id, program }) => [id, program?.key ?? null]));
    const ways = [
      ...(passwordHash === null ? [] : [signInName("password")]),
      ...identities.map(({ provider }) => signInName(provider.split(" ")[0] ?? "")),
    ];
    return {
      handle: actor.handle,
      name: actor.name,
      title,
      email,
      isAdmin: actor.isAdmin,
      teams: [...actor.teams],
      authentication: actor.authentication,
      signsInWith: ways.length > 0 ? [...new Set(ways)] : [signInName(actor.authentication)],
      tokens: (await tokenViews(db, tokens)).map((token) => ({
        ...token,
        program: programOf.get(token.id) ?? null,
      })),
    };
  },
);
