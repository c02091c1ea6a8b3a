// An order as it was when it was sent, and the sheet a visitor picks one of their own from.
import { useEffect, useRef, useState } from 'preact/hooks';
import { webAddress } from '../model/text';
import type { OrderPart } from '../model/wire';
import type { Texts } from '../texts';
import { Icon } from './Icons';
import { dayName, price } from './time';

function Thumb({ url }: { url: string | undefined }) {
  const [broken, setBroken] = useState(false);
  const address = url?.startsWith('/') && !url.startsWith('//') ? url : webAddress(url);
  return address && !broken
    ? <img src={address} alt="" referrerpolicy="no-referrer" loading="lazy" onError={() => setBroken(true)} />
    : <span class="no-picture" aria-hidden="true"><Icon name="picture" size={20} /></span>;
}

function Face({ order, texts }: { order: OrderPart; texts: Texts }) {
  const items = order.items ?? [];
  const count = order.item_count ?? items.length;
  return (
    <>
      <span class="order-head"><b>{texts.order} {order.external_id}</b><span class="order-status">{(order.trade_status && texts.orderStatus[order.trade_status]) ?? ''}</span></span>
      <span class="order-items">
        {items.map((item, index) => <span key={index} class="order-item"><Thumb url={item.image_url} /><span>{item.title}</span><span class="faint">×{item.quantity}</span></span>)}
      </span>
      <span class="order-foot">
        <span class="faint">{count > items.length ? texts.orderMore(count - items.length) : order.ordered_at ? dayName(order.ordered_at, texts) : ''}</span>
        {order.total && <span class="price">{price(order.total.amount, order.total.currency)}</span>}
      </span>
    </>
  );
}

export const OrderCard = ({ order, texts }: { order: OrderPart; texts: Texts }) => <div class="order"><Face order={order} texts={texts} /></div>;

interface PickerProps { texts: Texts; load: () => Promise<readonly OrderPart[] | null>; onPick: (order: OrderPart) => void; onClose: () => void }

export function OrderPicker({ texts, load, onPick, onClose }: PickerProps) {
  const [orders, setOrders] = useState<readonly OrderPart[] | null | 'loading'>('loading');
  const close = useRef<HTMLButtonElement>(null);
  const ask = () => { setOrders('loading'); void load().then(setOrders); };
  useEffect(() => { ask(); close.current?.focus(); }, []);
  return (
    <section
      class="sheet" role="dialog" aria-modal="false" aria-label={texts.orderPick}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); } }}
    >
      <div class="sheet-head"><b>{texts.orderPick}</b><button ref={close} type="button" class="plain" aria-label={texts.close} title={texts.close} onClick={onClose}><Icon name="close" size={16} /></button></div>
      <div class="sheet-body" aria-busy={orders === 'loading'}>
        {orders === 'loading' ? <p class="faint">{texts.loadingOrders}</p>
          : orders === null ? <p class="faint">{texts.ordersFailed} <button type="button" class="link" onClick={ask}>{texts.now}</button></p>
            : orders.length === 0 ? <p class="faint">{texts.noOrders}</p>
              : orders.map((order) => <button key={order.order_id} type="button" class="order" onClick={() => onPick(order)}><Face order={order} texts={texts} /></button>)}
      </div>
    </section>
  );
}
