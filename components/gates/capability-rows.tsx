import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark } from "@/components/ui/mark";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { CapabilityDetail, CapabilityTest } from "@/lib/contract/capability";
import { kindWord, verificationWords } from "@/lib/domain/inventory-words";

const shownAtMost = 200;

const marks = {
  passed: "pass",
  failed: "fail",
  disputed: "fail",
  flaky: "unknown",
  skipped: "unknown",
} as const;

const markOf = (outcome: string) =>
  Object.hasOwn(marks, outcome) ? marks[outcome as keyof typeof marks] : "unknown";

const TestSide = ({ side, program }: { side: CapabilityTest["legacy"]; program: string }) =>
  side === null ? (
    <span className="text-ink-3">never run</span>
  ) : (
    <Link
      className="inline-flex items-center gap-1.5 hover:underline"
      href={programAddress(program, `evidence/${side.evidence}`)}
      prefetch={false}
    >
      <Mark kind={markOf(side.outcome)} label={side.outcome} />
      <span className="mono">{side.commit.slice(0, 8)}</span>
      <span className="text-ink-3">
        <Time bare iso={side.at} />
      </span>
    </Link>
  );

/** The contract tests of a capability's rows, on both sides. */
export const CapabilityTests = ({ detail }: { detail: CapabilityDetail }) =>
  detail.tests.length === 0 ? (
    <EmptyState title="No contract tests">None of its rows names a test.</EmptyState>
  ) : (
    <section>
      <h2 className="mb-1.5 font-bold">
        Contract tests <span className="font-normal text-ink-3">{detail.tests.length}</span>
      </h2>
      <TableFrame className="max-h-96" label="Contract tests">
        <TableHead>
          <tr>
            <HeadCell pin>Test</HeadCell>
            <HeadCell>Of</HeadCell>
            <HeadCell>{detail.owners.legacy}</HeadCell>
            <HeadCell>{detail.owners.target}</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {detail.tests.slice(0, shownAtMost).map((test) => (
            <Row key={`${test.item.kind} ${test.item.key} ${test.role} ${test.key}`}>
              <Cell className="mono" pin>
                {test.key}
              </Cell>
              <Cell>
                <Link
                  className="mono text-ink-2 hover:underline"
                  href={itemAddress(detail.program, test.item.kind, test.item.key)}
                  prefetch={false}
                >
                  {test.item.key}
                </Link>
              </Cell>
              <Cell>
                <TestSide program={detail.program} side={test.legacy} />
              </Cell>
              <Cell>
                <TestSide program={detail.program} side={test.target} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </TableFrame>
      {detail.tests.length > shownAtMost && (
        <p className="mt-1.5 text-ink-2">
          {detail.tests.length - shownAtMost} more stand in the evidence packet.
        </p>
      )}
    </section>
  );

/** The rows of a capability. */
export const CapabilityItems = ({ detail }: { detail: CapabilityDetail }) => (
  <section>
    <h2 className="mb-1.5 font-bold">
      Rows <span className="font-normal text-ink-3">{detail.itemTotal}</span>
    </h2>
    <TableFrame className="max-h-96" label="Rows">
      <TableHead>
        <tr>
          <HeadCell pin>Row</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>Team</HeadCell>
          <HeadCell>Verification</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {detail.items.slice(0, shownAtMost).map((item) => (
          <Row key={`${item.kind} ${item.key}`}>
            <Cell pin>
              <Link
                className="mono hover:underline"
                href={itemAddress(detail.program, item.kind, item.key)}
                prefetch={false}
              >
                {item.key}
              </Link>
            </Cell>
            <Cell className="max-w-96 truncate" title={item.path ?? item.title}>
              {item.kind === "route" ? (
                <>
                  <span className="text-ink-2">{item.method}</span>{" "}
                  <span className="mono">{item.path}</span>
                </>
              ) : (
                <>
                  <span className="text-ink-2">{kindWord(item.kind)}</span> {item.title}
                </>
              )}
            </Cell>
            <Cell>{item.team ?? <span className="text-ink-3">nobody</span>}</Cell>
            <Cell>{verificationWords(item.verification)}</Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
    {detail.itemTotal > shownAtMost && (
      <p className="mt-1.5 text-ink-2">
        <Link
          className="text-target hover:underline"
          href={programAddress(detail.program, "inventory", { capability: detail.key })}
        >
          All {detail.itemTotal.toLocaleString("en-GB")} in the inventory
        </Link>
      </p>
    )}
  </section>
);
