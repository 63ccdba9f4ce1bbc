import { colourNamed, mixed } from "./colours.ts";
import { shapes } from "./shapes.ts";

/**
 * A product drawing from its file name: `mug-clay.svg` is a mug in clay, `shirt-indigo-2.svg` the second view of a shirt.
 * Deterministic, so that pictures can be cached for ever and tests can compare them.
 */
export function drawPicture(fileName: string): string | null {
  const match = /^([a-z]+)-([a-z]+)(?:-(\d))?\.svg$/.exec(fileName);
  const shape = match?.[1] === undefined ? undefined : shapes[match[1]];
  if (shape === undefined || match?.[2] === undefined) return null;
  const colour = colourNamed(match[2]);
  const view = Number(match[3] ?? "1");
  const paint = {
    main: colour,
    dark: mixed(colour, "#1d1a16", 0.28),
    deep: mixed(colour, "#1d1a16", 0.5),
    light: mixed(colour, "#ffffff", 0.32),
    pale: mixed(colour, "#ffffff", 0.6),
  };
  const ground = mixed(mixed(colour, "#f6f2ea", 0.82), "#e9e2d6", 0.35);
  const zoom = view === 1 ? "" : ` transform="translate(-200 -170) scale(1.5)"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">`,
    `<rect width="800" height="800" fill="${ground}"/>`,
    `<rect y="590" width="800" height="210" fill="${mixed(ground, "#6b5f4e", 0.1)}"/>`,
    `<g${zoom}><ellipse cx="400" cy="622" rx="220" ry="20" fill="#3b3226" opacity=".16"/>${shape(paint)}</g></svg>`,
  ].join("");
}
