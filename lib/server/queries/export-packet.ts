import { createHash } from "node:crypto";
import { exportPacket as operation } from "@/lib/contract/capability";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { packetDocument, packetFiles } from "@/lib/formats/packet-document";
import { packetHtml } from "@/lib/formats/packet-html";
import { type Digester, packetZip, refuseTooMuch } from "@/lib/formats/packet-zip";
import type { FileAnswer } from "@/lib/server/answer-stream";
import { capabilityDetail } from "@/lib/server/capabilities/capability-detail";
import { storedBytes } from "@/lib/server/evidence/evidence-files";
import { query } from "@/lib/server/query";

const digester = (): Digester => {
  const hash = createHash("sha256");
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest("hex"),
  };
};

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A capability's evidence packet in an environment: a page, JSON, or a zip of both with the stored files. */
export const exportPacket = query(
  { name: "export-packet", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }): Promise<FileAnswer> => {
    const { capability, environment, format, show } = input;
    const detail = await capabilityDetail(db, program, capability, actor, now);
    const document = packetDocument(detail, environment);
    const name = `${program.key}-${capability}-${environment}-${now.toISOString().slice(0, 10)}.${format}`;
    const json = (): string => `${canonicalJson(document)}\n`;
    if (format === "html") {
      const type = "text/html; charset=utf-8";
      return { name, type, isShown: show, chunks: once(packetHtml(document)) };
    }
    if (format === "json") {
      return { name, type: "application/json; charset=utf-8", chunks: once(json()) };
    }
    const files = packetFiles(document);
    refuseTooMuch(files);
    return {
      name,
      type: "application/zip",
      chunks: packetZip(
        [
          { path: "packet.html", chunks: once(packetHtml(document)) },
          { path: "packet.json", chunks: once(json()) },
          ...files.map(({ path, digest }) => ({ path, chunks: storedBytes(db, digest) })),
        ],
        digester,
      ),
    };
  },
);
