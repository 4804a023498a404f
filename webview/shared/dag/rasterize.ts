import * as l10n from '@vscode/l10n';
/** Draws standalone SVG markup into a PNG of twice its size; base64 without the `data:` head. */
export async function rasterize(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    // A canvas has at most 16,384 pixels a side and some 268 million in all.
    const scale = Math.min(
      2,
      16_000 / Math.max(image.width, image.height),
      Math.sqrt(2e8 / (image.width * image.height)),
    );
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error(l10n.t('there is no memory left for the picture'));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
