const NAMESPACE = "http://www.w3.org/2000/svg";

interface Unit {
  readonly x: number;
  readonly y: number;
}

/** What a drawing of a network is made of; the build draws the same. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly units: readonly Unit[];
  /** The lines between units, as the data of a path. */
  readonly lines: string;
}

/** Place the units of layers of these sizes, each layer to the right of the one before. */
export function layOut(layers: readonly number[]): Drawing {
  const width = 90 * layers.length - 50;
  const height = 30 * Math.max(...layers) + 10;
  const units = layers.map((count, place) =>
    Array.from({ length: count }, (_, number) => ({
      x: 20 + 90 * place,
      y: Math.floor(height / 2) + 15 * (2 * number + 1 - count),
    })),
  );
  const lines = units
    .slice(1)
    .flatMap((after, place) =>
      (units[place] ?? []).flatMap((from) => after.map((to) => `M${from.x} ${from.y}L${to.x} ${to.y}`)),
    );
  return { width, height, units: units.flat(), lines: lines.join("") };
}

/** Draw the network as the only thing in `place`; nothing while a layer is empty. */
export function draw(place: Element, layers: readonly number[]): void {
  if (layers.includes(0)) return place.replaceChildren();
  const { width, height, units, lines } = layOut(layers);
  const svg = _element("svg", {
    class: "sr-net",
    role: "img",
    "aria-label": `Network ${layers.join("-")}`,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
  svg.append(_element("path", { d: lines }));
  svg.append(...units.map(({ x, y }) => _element("circle", { cx: x, cy: y, r: 8 })));
  place.replaceChildren(svg);
}

function _element(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(NAMESPACE, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, `${value}`);
  return made;
}
