// A product as the shop page named it: in the thread, or offered from the page the visitor looks at.
import { useState } from 'preact/hooks';
import { webAddress } from '../model/text';
import type { ProductPart } from '../model/wire';
import type { Texts } from '../texts';
import { Icon } from './Icons';
import { price } from './time';

function Picture({ product }: { product: ProductPart }) {
  const [broken, setBroken] = useState(false);
  const url = webAddress(product.image_url);
  return url && !broken
    ? <img src={url} alt="" referrerpolicy="no-referrer" loading="lazy" onError={() => setBroken(true)} />
    : <span class="no-picture" aria-hidden="true"><Icon name="picture" size={22} /></span>;
}

export function ProductCard({ product }: { product: ProductPart }) {
  const url = webAddress(product.url);
  const body = (
    <>
      <Picture product={product} />
      <span class="product-words">
        <b>{product.title}</b>
        {product.price && <span class="price">{price(product.price.amount, product.price.currency)}</span>}
      </span>
    </>
  );
  return url
    ? <a class="product" href={url} target="_blank" rel="noopener noreferrer">{body}</a>
    : <div class="product">{body}</div>;
}

export function ProductOffer({ product, texts, onSend, onHide }: { product: ProductPart; texts: Texts; onSend: () => void; onHide: () => void }) {
  return (
    <section class="offer" aria-label={texts.product}>
      <Picture product={product} />
      <span class="product-words">
        <span class="faint">{texts.product}</span>
        <b>{product.title}</b>
        {product.price && <span class="price">{price(product.price.amount, product.price.currency)}</span>}
      </span>
      <button type="button" class="small" onClick={onSend}>{texts.sendProduct}</button>
      <button type="button" class="plain" aria-label={texts.hideProduct} title={texts.hideProduct} onClick={onHide}><Icon name="close" size={16} /></button>
    </section>
  );
}
