import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePattern } from "@/lib/domain/route-pattern";
import { compileRe2 } from "./re2";
import { type PathDialect, translatePath } from "./translate-path";

describe("a path in the wire dialect", () => {
  it.each([
    ["/", "/"],
    ["/v1/ping", "/v1/ping"],
    ["/v1/users/", "/v1/users/"],
    ["/users/<name>", "/users/{name}"],
    ["/users/<int:id>", "/users/{id:[0-9]+}"],
    ["/users/<int(fixed_digits=4):id>", "/users/{id:[0-9]{4}}"],
    ["/price/<float:x>", "/price/{x:[0-9]+\\.[0-9]+}"],
    ["/<string(length=2):lang>/x", "/{lang:[^/]{2}}/x"],
    ["/<any(about, help):page>", "/{page:about|help}"],
    ["/tour/<path:path>/", "/tour/{path+}/"],
    ["/v2/<repopath:repository>/tags/list", "/v2/{repository+}/tags/list"],
    ["/api/<apirepopath:repository>/x", "/api/{repository+}/x"],
    ["/<repopathredirect:repository>", "/{repository+}"],
    ['/userfiles/<regex("[0-9a-zA-Z-]+"):file_id>', "/userfiles/{file_id:[0-9a-zA-Z-]+}"],
    ["/file-<int:n>.json", "/{n:file-(?:[0-9]+)\\.json}"],
    ["/users/:id", "/users/{id}"],
    ["/users/:id(\\d+)/x", "/users/{id:\\d+}/x"],
    ["/flights/:from-:to", "/flights/{from:[^/]+-[^/]+}"],
    ["/files/*", "/files/{wildcard+}"],
    ["/files/:rest(.*)", "/files/{rest+}"],
    ["/users/:id(.:format)", "/users/{id:(?:[^/.]+)(?:\\.(?:[^/.]+))?}"],
    ["/pets/{petId}", "/pets/{petId}"],
    ["/pets/{pet-id}", "/pets/{pet_id}"],
    ["/r/{year:[0-9]{4}}", "/r/{year:[0-9]{4}}"],
    ["/p/{proxy+}", "/p/{proxy+}"],
    ["/p/{rest...}", "/p/{rest+}"],
    ["/p/{*rest}", "/p/{rest+}"],
    ["/o/<dynamic-service>//callback", "/o/{dynamic_service}//callback"],
  ])("%s is %s", (path, pattern) => {
    expect(translatePath(path)).toEqual({ pattern });
  });

  it.each([
    ["/v2/<BLOB_DIGEST_ROUTE>", /constant of the source/],
    ["/v2/<ROUTE>", /constant of the source/],
    ['/api/<MANIFEST_DIGEST_ROUTE + "/labels/<labelid>">', /constant of the source/],
    ['<app.config["LOCAL_OAUTH_HANDLER"]>', /constant of the source/],
    ["/api/<'/v1/<regex(\"{0}\"):x>/y'.format( DIGEST )>", /constant of the source/],
    ["/x/<sha:commit>", /converter “sha”/],
    ["/x/<open", /never closed/],
    ["/users/:id?", /optional part/],
    ["/users{/:id}", /optional part/],
    ["/users/{id?}", /optional part/],
    ["/a/:x(.+\\.json)", /may span slashes/],
    ["/a/:x(a/b)", /spans slashes/],
    ["/a/:x((?=b)c)", /not a regular expression that RE2/],
    ["/a/<path:p>.json", /spans segments shares its segment/],
    ["/a/{id}/b/{id}", /two segments named id/],
    ["users/1", /does not begin with a slash/],
    ["/a?b=1", /query/],
    ["", /empty/],
  ])("%s is not guessed", (path, says) => {
    expect(translatePath(path)).toEqual({ unmatched: expect.stringMatching(says) });
  });

  it("knows a program's own converters", () => {
    const converters = { sha: { spans: "segment", regex: "[0-9a-f]{40}" } } as const;
    expect(translatePath("/c/<sha:commit>", "flask", converters)).toEqual({
      pattern: "/c/{commit:[0-9a-f]{40}}",
    });
  });

  it("takes the dialect it is told", () => {
    const dialect: PathDialect = "rails";
    expect(translatePath("/pages/*path", dialect)).toEqual({ pattern: "/pages/{path+}" });
  });

  it("is either a pattern that the matcher reads or a reason, for any text", () => {
    const piece = fc.constantFrom(
      "/",
      "<",
      ">",
      "{",
      "}",
      ":",
      "*",
      "(",
      ")",
      "a",
      "int:",
      "id",
      "+",
      "?",
      ".",
      "\\",
      '"',
      "[",
      "]",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const answer = translatePath(`/${pieces.join("")}`);
        if ("pattern" in answer) parsePattern(answer.pattern, compileRe2);
        else expect(answer.unmatched.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads back what it wrote: a wire pattern means itself", () => {
    for (const pattern of ["/a/{b}", "/a/{b+}/c", "/a/{b:[0-9]{2}}", "/a//b/"])
      expect(translatePath(pattern)).toEqual({ pattern });
  });
});
