import type { ReactNode } from "react";

export const DefinitionList = ({
  items,
}: {
  items: readonly { term: ReactNode; says: ReactNode; key?: string }[];
}) => (
  <dl className="grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-x-5 gap-y-1.5">
    {items.map((item, at) => (
      <div className="contents" key={item.key ?? at}>
        <dt className="text-ink-3">{item.term}</dt>
        <dd className="min-w-0 wrap-anywhere">{item.says}</dd>
      </div>
    ))}
  </dl>
);
