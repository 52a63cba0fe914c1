import { BlockList, isIP, isIPv4 } from "node:net";

type Subnet = readonly [address: string, bits: number];

/** What is not of the open Internet: private, loopback, link-local, shared, documentation, multicast. RFC 6890. */
const privateV4: readonly Subnet[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

// Only global unicast is open at all; these parts of it carry IPv4 addresses or are for documents.
const globalV6: Subnet = ["2000::", 3];
const privateV6: readonly Subnet[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const listOf = (subnets: readonly Subnet[]): BlockList => {
  const list = new BlockList();
  for (const [address, bits] of subnets) {
    list.addSubnet(address, bits, isIPv4(address) ? "ipv4" : "ipv6");
  }
  return list;
};

const closed = listOf([...privateV4, ...privateV6]);
const open = listOf([globalV6]);

const holds = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? "ipv4" : "ipv6");

/** Whether an address is of the open Internet. Anything that is no address is not. */
export const isPublicAddress = (address: string): boolean => {
  const bare = address.replace(/%.*$/, "");
  if (isIP(bare) === 0) return false;
  return isIPv4(bare) ? !holds(closed, bare) : holds(open, bare) && !holds(closed, bare);
};

/** Whether the installation lets Signalbox call a private address: `ranges` as the environment names them. */
export const isAllowedAddress = (address: string, ranges: readonly string[]): boolean => {
  const bare = address.replace(/%.*$/, "");
  if (isIP(bare) === 0) return false;
  const allowed = listOf(
    ranges.map((range): Subnet => {
      const [start = "", bits] = range.split("/");
      return [start, bits === undefined ? (isIPv4(start) ? 32 : 128) : Number(bits)];
    }),
  );
  return holds(allowed, bare);
};
