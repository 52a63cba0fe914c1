import { createHash } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { mostPacketBytes, type PacketFile, packetZip, refuseTooMuch } from "./packet-zip";
import { verifyPacket } from "./verify-packet";

const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

const digester = () => {
  const hash = createHash("sha256");
  return {
    update: (bytes: Uint8Array) => void hash.update(bytes),
    digest: () => hash.digest("hex"),
  };
};

const report = "<testsuite name='push'/>".repeat(500);
const stored = `evidence/${sha256(report)}.xml`;
const packet = JSON.stringify({
  evidence: [
    { digest: sha256(report), supersededBy: null },
    { digest: "0".repeat(64), supersededBy: "later" },
  ],
});

const file = (path: string, text: string, piece = 1000): PacketFile => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
    Uint8Array.from(bytes.subarray(at * piece, (at + 1) * piece)),
  );
  return { path, chunks: pieces };
};

const zipped = async (files: readonly PacketFile[]): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of packetZip(files, digester)) pieces.push(piece);
  return Uint8Array.from(Buffer.concat(pieces));
};

const whole = (): Promise<Uint8Array> =>
  zipped([file("packet.json", packet), file(stored, report), file("packet.html", "<p>")]);

const repacked = async (
  change: (files: Record<string, Uint8Array>) => void,
): Promise<Uint8Array> => {
  const files = unzipSync(await whole());
  change(files);
  return zipSync(files);
};

describe("a packet", () => {
  test("is whole as it was made, and sha256sum can check it", async () => {
    const bytes = await whole();
    const verdict = verifyPacket(bytes, sha256);
    expect(verdict).toMatchObject({ intact: 3, faults: [] });
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual([
      stored,
      "packet.html",
      "packet.json",
      "manifest.json",
      "SHA256SUMS",
    ]);
    const sums = Buffer.from(files.SHA256SUMS ?? [])
      .toString()
      .trimEnd()
      .split("\n");
    expect(sums.map((line) => line.split("  "))).toEqual(
      [stored, "packet.html", "packet.json", "manifest.json"].map((path) => [
        sha256(files[path] ?? ""),
        path,
      ]),
    );
    expect(verdict.manifest).toBe(sha256(files["manifest.json"] ?? ""));
  });

  test("is the same bytes from the same files, in whatever order and pieces they come", async () => {
    const files = [
      file("packet.html", "<p>"),
      file(stored, report, 1000),
      file("packet.json", packet),
    ];
    expect(sha256(await zipped(files))).toBe(sha256(await whole()));
  });

  test("two files of one name are refused", async () => {
    await expect(zipped([file("a", "1"), file("a", "2")])).rejects.toThrow(/called a/);
  });

  test("more than it takes is refused with the greatest files", () => {
    const files = [
      { path: "evidence/small", size: 10 },
      { path: "evidence/great", size: mostPacketBytes },
    ];
    expect(() => refuseTooMuch(files.slice(1))).not.toThrow();
    expect(() => refuseTooMuch(files)).toThrow(/at most 512 MB/);
  });
});

describe("a packet that was tampered with names what", () => {
  const flip = (bytes: Uint8Array | undefined): void => {
    if (bytes?.[0] === undefined) throw new Error("nothing to flip");
    bytes[0] ^= 1;
  };

  test.each([
    ["a byte of the evidence", stored, (files: Record<string, Uint8Array>) => flip(files[stored])],
    ["a byte of the page", "packet.html", (files) => flip(files["packet.html"])],
    ["a file taken out", stored, (files) => delete files[stored]],
    [
      "a file put in",
      "evidence/more.xml",
      (files) => Object.assign(files, { "evidence/more.xml": new Uint8Array(1) }),
    ],
    ["other sums", "SHA256SUMS", (files) => flip(files.SHA256SUMS)],
  ] as [string, string, (files: Record<string, Uint8Array>) => void][])(
    "%s",
    async (_, path, change) => {
      const { faults } = verifyPacket(await repacked(change), sha256);
      expect(faults.map((each) => each.path)).toContain(path);
    },
  );

  test("evidence and manifest replaced together still differ from the packet's own word", async () => {
    const forged = Buffer.from("<testsuite name='better'/>");
    const bytes = await repacked((files) => {
      const manifest = JSON.parse(Buffer.from(files["manifest.json"] ?? []).toString());
      for (const each of manifest.files) {
        if (each.path === stored)
          Object.assign(each, { size: forged.length, sha256: sha256(forged) });
      }
      files[stored] = Uint8Array.from(forged);
      files["manifest.json"] = Uint8Array.from(Buffer.from(JSON.stringify(manifest)));
    });
    const { faults } = verifyPacket(bytes, sha256);
    expect(faults.map(({ says }) => says).join(" ")).toContain(
      "does not lie there as it was stored",
    );
  });

  test("any one byte of the zip that is turned is found, or changes no content", async () => {
    const bytes = await whole();
    const before = unzipSync(bytes);
    for (let at = 0; at < bytes.length; at += 7) {
      const turned = Uint8Array.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 0x10;
      let isFound: boolean;
      try {
        isFound = verifyPacket(turned, sha256).faults.length > 0;
      } catch {
        isFound = true;
      }
      if (isFound) continue;
      for (const [path, content] of Object.entries(unzipSync(turned)))
        expect(sha256(content), `${path} after byte ${at}`).toBe(sha256(before[path] ?? ""));
    }
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["no zip", Uint8Array.from(Buffer.from("hello"))],
    ["a zip without a manifest", zipSync({ a: new Uint8Array(1) })],
    ["a manifest that is none", zipSync({ "manifest.json": Uint8Array.from(Buffer.from("[]")) })],
  ])("%s is refused", (_, bytes) =>
    expect(() => verifyPacket(bytes, sha256)).toThrow(/zip|manifest/),
  );

  test("a cut one is refused", async () => {
    const bytes = await whole();
    expect(() => verifyPacket(bytes.subarray(0, bytes.length - 40), sha256)).toThrow(
      /zip|manifest/,
    );
  });
});
