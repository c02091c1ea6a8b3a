// The channel's colour, and whether white or ink is readable on it.
export function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** White as long as it reaches AA. */
export const inkOn = (color: string): 'white' | 'ink' => (1.05 / (luminance(color) + 0.05) >= 4.5 ? 'white' : 'ink');

export function paint(color: string): void {
  const style = document.documentElement.style;
  style.setProperty('--brand', color);
  style.setProperty('--on-brand', inkOn(color) === 'white' ? '#FFFFFF' : '#1E2227');
}
