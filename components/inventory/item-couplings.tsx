import Link from "next/link";
import type { ItemView } from "@/components/inventory/item-owners";
import { OriginList } from "@/components/inventory/origin-list";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { itemAddress } from "@/lib/client/program-address";
import { kindWord } from "@/lib/domain/inventory-words";

type Coupling = ItemView["couplings"][number];

/** Of a queue, who puts onto it and takes from it; of a route or worker, the queues it touches. */
export const ItemCouplings = ({ program, item }: { program: string; item: ItemView }) => {
  const of = (role: string) => item.couplings.filter((coupling) => coupling.role === role);
  if (item.kind === "queue") {
    return (
      <Panel flush title="Couplings">
        <Side
          couplings={of("producer")}
          program={program}
          title="Put onto it"
          unknown="Its producers are unknown, not none. Somebody puts onto it: name them before a family flips."
        />
        <Side
          couplings={of("consumer")}
          program={program}
          title="Take from it"
          unknown="Its consumers are unknown, not none."
        />
      </Panel>
    );
  }
  return item.couplings.length === 0 ? null : (
    <Panel flush title="Queues">
      <ul>
        {item.couplings.map((coupling) => (
          <li
            className="flex flex-col gap-0.5 border-line-soft border-t px-4 py-2"
            key={`${coupling.queue} ${coupling.role}`}
          >
            <p>
              <span className="text-ink-2">
                {coupling.role === "producer" ? "puts onto " : "takes from "}
              </span>
              <Link
                prefetch={false}
                className="mono text-target hover:underline"
                href={itemAddress(program, "queue", coupling.queue)}
              >
                {coupling.queue}
              </Link>
            </p>
            {coupling.origin && <OriginList origins={[coupling.origin]} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const Side = ({
  program,
  title,
  couplings,
  unknown,
}: {
  program: string;
  title: string;
  couplings: readonly Coupling[];
  unknown: string;
}) => (
  <section className="border-line-soft border-t px-4 py-2.5">
    <h3 className="mb-1 font-strong text-ink-2 text-sm">
      {title} {couplings.length > 0 && couplings.length}
    </h3>
    {couplings.length === 0 ? (
      <p className="flex items-start gap-2">
        <span aria-hidden="true" className="mt-px inline-flex">
          <Mark kind="unknown" label="unknown" />
        </span>
        {unknown}
      </p>
    ) : (
      <ul className="flex flex-col gap-1.5">
        {couplings.map((coupling) => (
          <li className="flex flex-col gap-0.5" key={`${coupling.kind} ${coupling.item}`}>
            <p className="flex flex-wrap gap-x-2.5">
              <Link
                prefetch={false}
                className="mono text-target hover:underline"
                href={itemAddress(program, coupling.kind, coupling.item)}
              >
                {coupling.item}
              </Link>
              <span className="wrap-anywhere">{coupling.title}</span>
              <span className="text-ink-3">{kindWord(coupling.kind)}</span>
            </p>
            {coupling.origin && <OriginList origins={[coupling.origin]} />}
          </li>
        ))}
      </ul>
    )}
  </section>
);
