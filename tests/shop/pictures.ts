import type { Item } from './goods.ts';

/** Product pictures, drawn: nothing here is anyone's photograph. */
const shapes: Record<Item['picture'], string> = {
  blister: `<rect x="90" y="120" width="220" height="160" rx="12" fill="#c9d3de"/>${[0, 1, 2, 3]
    .flatMap((x) => [0, 1, 2].map((y) => [x, y]))
    .map(
      ([x = 0, y = 0]) =>
        `<ellipse cx="${122 + x * 52}" cy="${152 + y * 48}" rx="18" ry="14" fill="#5a8fd0"/>`,
    )
    .join('')}`,
  bottle:
    '<rect x="140" y="120" width="120" height="190" rx="14" fill="#8a5a2b"/><rect x="160" y="80" width="80" height="44" rx="6" fill="#333"/>',
  lamp: '<rect x="130" y="300" width="140" height="24" rx="6" fill="#b98a56"/><path d="M200 300V190l60-60" stroke="#555" stroke-width="10" fill="none"/><path d="M222 92l76 76-70 6z" fill="#f2c14e"/>',
  sachets:
    '<rect x="90" y="100" width="70" height="200" rx="6" fill="#d9a520"/><rect x="170" y="90" width="70" height="200" rx="6" fill="#c58e12"/><rect x="250" y="100" width="70" height="200" rx="6" fill="#d9a520"/>',
  socks:
    '<path d="M140 90h60v130l50 40v40h-70l-40-40z" fill="#8b929b"/><path d="M220 80h60v130l40 40v40h-60l-40-40z" fill="#a5acb5"/>',
  cable:
    '<path d="M100 300c0-200 200 0 200-200" stroke="#444" stroke-width="14" fill="none"/><rect x="284" y="70" width="32" height="40" rx="5" fill="#999"/>',
};

/** An SVG document, 400 by 400. */
export const picture = (name: Item['picture']): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" height="400" fill="#f4f4f2"/>${shapes[name]}</svg>`;

export const pictureUrl = (name: Item['picture']): string => `https://ae01.alicdn.com/kf/${name}.svg`;
