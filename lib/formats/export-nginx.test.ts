import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import type { Canary, Snapshot } from "@/lib/domain/snapshot";
import { exportEnvoy } from "@/lib/formats/export-envoy";
import { exportNginx } from "@/lib/formats/export-nginx";

type Block = { readonly words: readonly string[]; readonly entries: readonly string[][] };

/** Reads a configuration as nginx splits it into words, blocks and lines. */
const readConfiguration = (text: string): Block[] => {
  const blocks: Block[] = [];
  let words: string[] = [];
  let entries: string[][] | null = null;
  let opened: string[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    if (/\s/.test(character)) at++;
    else if (character === "#") at = text.indexOf("\n", at);
    else if (character === "{") {
      opened = words;
      words = [];
      entries = [];
      at++;
    } else if (character === "}") {
      blocks.push({ words: opened, entries: entries ?? [] });
      if (words.length > 0) throw new Error("a line is not ended");
      entries = null;
      at++;
    } else if (character === ";") {
      if (entries === null) blocks.push({ words, entries: [] });
      else entries.push(words);
      words = [];
      at++;
    } else if (character === '"') {
      let word = "";
      for (at++; text[at] !== '"'; at++) {
        if (text[at] === undefined || text[at] === "\n") throw new Error("a word is not ended");
        if (text[at] === "\\") at++;
        word += text[at];
      }
      if (!/[\s;{]/.test(text[++at] ?? "")) throw new Error("no blank after a quoted word");
      words.push(word);
    } else {
      const word = /^[^\s;]+/.exec(text.slice(at).replace(/(?<!\$)\{.*/s, ""))?.[0] ?? "";
      if (word === "") throw new Error(`cannot be read at ${at}`);
      words.push(word);
      at += word.length;
    }
  }
  if (words.length > 0 || entries !== null) throw new Error("it ends too early");
  return blocks;
};

const withCanary = (canary: Canary, more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({ capabilities: { "v2-pull": { owner: "go", canary } }, ...more });
const plain = { naming: null };

describe("ownership for nginx", () => {
  test("is maps that end in the owner of each route", () => {
    const canary = {
      percent: 7,
      key: "org",
      salt: "s",
      orgs: ["acme"],
      except: { users: ["eve"] },
    } as const;
    const text = exportNginx(withCanary(canary), plain);
    const blocks = readConfiguration(text);
    expect(blocks.map(({ words }) => words.slice(0, 3).join(" "))).toEqual([
      "map  $signalbox_version",
      "map $request_uri $signalbox_path",
      "map $request_method $signalbox_path $signalbox_route",
      "map $http_x_signalbox_user $signalbox_rule_1",
      "map $http_x_signalbox_org $signalbox_rule_1_1",
      "split_clients s:${http_x_signalbox_org} $signalbox_rule_1_2_split",
      "map $signalbox_rule_1_2_split $signalbox_rule_1_2_member",
      "map $http_x_signalbox_org $signalbox_rule_1_2",
      "map $signalbox_route $signalbox_owner",
    ]);
    expect(blocks[5]?.entries).toEqual([
      ["0.07%", "go"],
      ["*", ""],
    ]);
    expect(blocks.at(-1)?.entries).toEqual([
      ["default", "python"],
      ["R1", "$signalbox_rule_1"],
      ["R2", "$signalbox_rule_1"],
    ]);
    expect(text).toContain("same share, other members");
  });

  test("under force, here or in the snapshot, has nobody on the target", () => {
    const snapshot = withCanary({ orgs: ["acme"] });
    for (const text of [
      exportNginx({ ...snapshot, force: [programForce] }, plain),
      exportNginx(snapshot, { ...plain, isForced: true }),
    ]) {
      expect(readConfiguration(text).at(-1)?.entries).toEqual([["default", "python"]]);
    }
  });

  test("tells two ids apart that differ by case alone, and an id that is a word of maps", () => {
    const routes = ["Route", "route", "default"].map((id) => exampleRoute(id, { owner: "go" }));
    const owners = readConfiguration(exportNginx(exampleSnapshot({ routes }), plain)).at(-1);
    expect(owners?.entries.map(([key]) => key)).toEqual([
      "default",
      "~^Route$",
      "~^route$",
      "~^default$",
    ]);
  });

  test("is refused where percentages are, where the environment wants the very members", () => {
    const strict = { naming: null, refusesOtherHashing: true };
    const share = withCanary({ percent: 1000, key: "org", salt: "s" });
    expect(() => exportNginx(share, strict)).toThrow("This environment refuses such exports");
    expect(() => exportEnvoy(share, strict)).toThrow("This environment refuses such exports");
    expect(exportNginx(withCanary({ orgs: ["acme"] }), strict)).toContain("acme");
    expect(exportNginx(withCanary({ percent: 10_000, key: "org", salt: "s" }), strict)).toContain(
      "go",
    );
  });

  test("is refused where an owner's word could be read as something else", () => {
    const owners = { legacy: "python", target: "$host" };
    expect(() => exportNginx(exampleSnapshot({ owners }), plain)).toThrow("cannot stand in");
    expect(() => exportEnvoy(exampleSnapshot({ owners }), plain)).toThrow("cannot stand in");
  });

  const nasty = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        "'",
        ";",
        "{",
        "}",
        "$",
        "\\",
        "\n",
        "#",
        "~",
        "*",
        " ",
        "a",
        "\u2028",
      ),
      minLength: 1,
      maxLength: 12,
    }),
    fc.constantFrom(
      '";}',
      "$request_uri",
      "include",
      '"; include /etc/passwd; "',
      "\\",
      "~^.*",
      "default",
    ),
  );

  test("no name of anything gets a word of its own into the configuration", () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (id, name, salt, path) => {
        const pattern = `/v2/${path.replace(/[{}]/g, "")}/{x:${path}}`;
        const snapshot = withCanary(
          { orgs: [name], except: { repos: [name] }, percent: 10, key: "org", salt },
          {
            program: name,
            environment: salt,
            routes: [
              exampleRoute(id),
              exampleRoute(`${id}2`, { pattern }),
              exampleRoute("H", { host: path, method: name }),
            ],
          },
        );
        const blocks = readConfiguration(exportNginx(snapshot, plain));
        for (const { words, entries } of blocks) {
          expect(words[0]).toMatch(/^(map|split_clients|map_hash_bucket_size)$/);
          for (const entry of entries) expect(entry).toHaveLength(2);
          for (const [, value] of entries) {
            expect(value).toMatch(
              /^(\$signalbox_[a-z0-9_]+|\$request_uri|\$uri|[A-Za-z0-9_.%-]*)$/,
            );
          }
        }
        for (const { words } of blocks.filter(({ words }) => words[0] === "split_clients")) {
          expect(words[1]).toMatch(/^[A-Za-z0-9_.%-]*:\$\{http_x_signalbox_org\}$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("no name of anything becomes more than text for Envoy", () => {
    fc.assert(
      fc.property(nasty, nasty, (name, path) => {
        const snapshot = withCanary(
          { orgs: [name] },
          { routes: [exampleRoute(name, { pattern: `/v2/${path.replace(/[{}]/g, "")}` })] },
        );
        const { resources } = JSON.parse(exportEnvoy(snapshot, plain));
        const text = JSON.stringify(
          resources[0].virtual_hosts[0].routes
            .slice(1, -1)
            .map(({ match, route }: { match: unknown; route: unknown }) => [match, route]),
        );
        expect(text).toMatch(/^[A-Za-z0-9_/\\.:,[\]{}()?|"-]*$/);
      }),
    );
  });
});
