import type { CapabilityTest } from "@/lib/contract/capability";
import type { GateReading } from "@/lib/contract/gates";
import { packetBudgets } from "./packet-budgets";
import { evidencePath, type PacketDocument, packetFiles } from "./packet-document";
import { packetStyle } from "./packet-style";
import { html, type SafeHtml } from "./safe-html";

const moment = (iso: string | null): string =>
  iso === null ? "never" : `${iso.slice(0, 16).replace("T", " ")} UTC`;

const short = (commit: string | null): string => (commit === null ? "" : commit.slice(0, 12));

const stateClass = (state: string): string => (state === "not-applicable" ? "none" : state);

const stateWord = (state: string): SafeHtml =>
  html`<span class="state ${stateClass(state)}">${state.replaceAll("-", " ")}</span>`;

const table = (
  heads: readonly string[],
  rows: readonly (readonly (string | SafeHtml | null)[])[],
  nothing: string,
): SafeHtml =>
  rows.length === 0
    ? html`<p class="quiet">${nothing}</p>`
    : html`<table><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table>`;

const gateSection = (
  reading: GateReading & { isRequired: boolean },
): SafeHtml => html`<section class="gate">
<h3>${stateWord(reading.state)} ${reading.title}</h3>
<p>${reading.because}</p>
<p class="quiet">Guards ${reading.guards.replaceAll("-", " ")}; ${reading.isRequired ? "required" : "not required"} here${reading.isDryRun ? "; dry run, it does not bind" : ""}; owner ${reading.owner ?? "nobody"}.${reading.until ? ` Reads so until ${moment(reading.until)}.` : ""}</p>
${reading.clause ? html`<pre>${reading.clause}</pre>` : null}
${reading.facts.length > 0 ? html`<ul>${reading.facts.map(({ verdict, says, at }) => html`<li>${verdict === "neutral" ? "" : `${verdict}: `}${says}${at ? ` (${moment(at)})` : ""}</li>`)}</ul>` : null}
</section>`;

const sideCell = (side: CapabilityTest["legacy"]): string =>
  side === null ? "never run" : `${side.outcome} at ${short(side.commit)}, ${moment(side.at)}`;

const summary = (document: PacketDocument): SafeHtml => {
  const { place, owners } = document;
  const share = place.owners;
  const verified = document.verifications.map(({ value, count }) => `${count} ${value}`).join(", ");
  return html`<dl>
<dt>Program</dt><dd>${document.program}</dd>
<dt>Environment</dt><dd>${place.name}${place.isProtected ? " (protected)" : ""}</dd>
<dt>Read</dt><dd>${moment(document.readAt)}</dd>
<dt>May take</dt><dd>${place.mayStep === null ? "not even the first cohort" : `up to ${place.mayStep.replaceAll("-", " ")}`}</dd>
<dt>Owners</dt><dd>${share.target} on ${owners.target}, ${share.canary} in a cohort, ${share.legacy} on ${owners.legacy}${share.off > 0 ? `, ${share.off} off` : ""}</dd>
<dt>Rows</dt><dd>${document.routes} routes, ${document.workers} workers, ${document.itemTotal} in all</dd>
<dt>Sign-off</dt><dd>${verified || "no rows"}</dd>
<dt>Teams</dt><dd>${document.teams.join(", ") || "nobody"}</dd>
</dl>`;
};

/**
 * The evidence packet as one page that needs nothing but itself: no script, no address that is fetched, rules for
 * print. Everything in it is escaped. `digests` are those of the other files where it lies in a zip.
 */
export const packetHtml = (document: PacketDocument): string => {
  const { place, owners, evidence } = document;
  const files = new Set(packetFiles(document).map(({ path }) => path));
  const title = `${document.name}, ${place.name}: evidence packet`;
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${title}</title><link rel="icon" href="data:,"><style>${{ html: packetStyle }}</style></head><body>
<h1>${document.name}</h1>
<p class="quiet">Evidence packet of <code>${document.key}</code> in ${place.name}, ${document.program}. ${document.description}</p>
${summary(document)}
<h2>Gates</h2>
${place.gates.length === 0 ? html`<p class="quiet">No gates are asked of it.</p>` : place.gates.map(gateSection)}
<h2>Budgets</h2>
${packetBudgets(place.budgets, owners)}
<h2>Tests</h2>
${table(
  ["Test", "Of", owners.legacy, owners.target],
  document.tests.map((test) => [
    html`<code>${test.key}</code>`,
    `${test.item.kind} ${test.item.key}`,
    sideCell(test.legacy),
    sideCell(test.target),
  ]),
  "No contract test is named by its rows.",
)}
<h2>What runs</h2>
${table(
  ["Side", "Build", "Since", "Said by"],
  place.deployments.map(({ side, commit, label, at, by }) => [
    owners[side],
    html`<code>${short(commit)}</code> ${label}`,
    moment(at),
    by,
  ]),
  "Nobody said which build runs here.",
)}
<h2>Evidence</h2>
${table(
  ["Kind", "Outcome", "What it says", "Build", "Collected", "File (SHA-256)"],
  evidence.map((each) => [
    each.kind,
    `${each.outcome}${each.supersededBy ? ", superseded" : ""}`,
    `${each.says}${each.side ? ` (${owners[each.side]})` : ""} Reported by ${each.by}.`,
    html`<code>${short(each.commit)}</code>`,
    moment(each.collectedAt),
    html`<code>${files.has(evidencePath(each)) ? evidencePath(each) : each.digest}</code>`,
  ]),
  "Nothing was reported about it.",
)}
<h2>Waivers</h2>
${table(
  ["Gate", "State", "Reason", "Asked by", "Until", "Decided"],
  document.waivers.map((waiver) => [
    waiver.gate,
    waiver.state,
    waiver.reason,
    waiver.askedBy,
    moment(waiver.until),
    waiver.decided ? `${waiver.decided.by}, ${moment(waiver.decided.at)}` : "",
  ]),
  "No gate was set aside.",
)}
<h2>Blockers</h2>
${table(
  ["Number", "What", "Owner", "Since"],
  document.blockers.map(({ number, text, owner, since }) => [
    String(number),
    text,
    owner ?? "nobody",
    moment(since),
  ]),
  "Nothing holds it.",
)}
<h2>Decisions</h2>
${table(
  ["Decision", "Title", "Status", "Decided"],
  document.decisions.map(({ key, title: named, status, decidedBy, decidedAt }) => [
    key,
    named,
    status,
    decidedAt ? `${decidedBy ?? "somebody"}, ${moment(decidedAt)}` : "",
  ]),
  "Its gates require no decision.",
)}
<h2>Rows</h2>
${table(
  ["Row", "What", "Team", "Verification"],
  document.items.map(({ kind, key, method, path, title: named, team, verification }) => [
    html`<code>${key}</code>`,
    `${kind}: ${[method, path].filter(Boolean).join(" ") || named}`,
    team ?? "nobody",
    verification,
  ]),
  "It has no rows.",
)}
<h2>Changes of its switches</h2>
${table(
  ["Version", "What", "By", "Reason", "When"],
  document.history.map(({ version, says, by, reason, at }) => [
    String(version),
    says,
    by,
    reason,
    moment(at),
  ]),
  "Nothing was changed yet.",
)}
<footer>Made by Signalbox from what it knew at ${moment(document.readAt)}. Beside this page in the zip lie packet.json with the same content, the stored files of evidence that counts, and manifest.json with the SHA-256 of each: check them with <code>sha256sum -c SHA256SUMS</code> or <code>signalbox packet verify packet.zip</code>.</footer>
</body></html>
`.html
  }`;
};
