import type { InventoryItem } from "./inventory";

const attribute = "legacy_batch";
const provenanceName = `attributes.${attribute}`;

/**
 * A row as a source states it, with the batches that other files were seen to have replaced kept as
 * such: the extract of an old batch, read again on its own, does not put the row back into it.
 */
export const keepLegacyBatches = (current: InventoryItem, source: InventoryItem): InventoryItem => {
  const known = current.attributes[attribute];
  if (known === undefined || source.attributes[attribute] !== undefined) return source;
  const files = new Set(current.provenance[provenanceName]?.map(({ file }) => file));
  const places = source.provenance.batches ?? [];
  const old = known.split("; ").filter((batch) => source.batches.includes(batch));
  const others = places.filter(({ file }) => !files.has(file));
  // A file that names it as well as the old extract does means it to count again.
  if (old.length === 0 || others.length > 0) return source;
  const { batches: _, ...provenance } = source.provenance;
  const batches = source.batches.filter((batch) => !old.includes(batch));
  return {
    ...source,
    batches,
    attributes: { ...source.attributes, [attribute]: known },
    provenance: {
      ...provenance,
      ...(batches.length > 0 ? { batches: places } : {}),
      [provenanceName]: places,
    },
  };
};
