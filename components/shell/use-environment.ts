"use client";
import { usePathname, useSearchParams } from "next/navigation";

/**
 * The environment the reader looks at: the one the address names, else the first. `hrefOf` is this
 * same page for another one.
 */
export const useEnvironment = <Environment extends { readonly key: string }>(
  environments: readonly Environment[],
): { environment: Environment | undefined; hrefOf: (key: string) => string } => {
  const pathname = usePathname();
  const search = useSearchParams();
  const named = search.get("environment");
  const hrefOf = (key: string) => {
    const next = new URLSearchParams(search);
    next.set("environment", key);
    return `${pathname}?${next}`;
  };
  return { environment: environments.find(({ key }) => key === named) ?? environments[0], hrefOf };
};
