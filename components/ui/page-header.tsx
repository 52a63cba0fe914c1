import type { ReactNode } from "react";

/** What the page is, what it says in one sentence, and what can be done on it. */
export const PageHeader = ({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  /** The sentence under the title. */
  children?: ReactNode;
  actions?: ReactNode;
}) => (
  <div className="mb-3.5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2.5">
    <div className="min-w-0 max-w-3xl">
      <h1 className="font-bold text-xl tracking-[-0.015em]">{title}</h1>
      {children && <div className="mt-0.5 text-ink-2">{children}</div>}
    </div>
    {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
  </div>
);
