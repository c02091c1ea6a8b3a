using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Alerts;

/// <summary>A person's notifications and devices over the API.</summary>
internal sealed class NotificationsClient(Api api)
{
    public Task<NotificationsView> Get() => api.Get<NotificationsView>("notifications");

    public Task<NotificationsView> Choose(NotificationSettings settings, int version) => api.Put<NotificationsView>("notifications", settings, version);

    public async Task<string> Key() => (await api.Get<PushKeyView>("push/key")).PublicKey;

    public async Task<IReadOnlyList<PushDeviceView>> Devices() => (await api.Get<Page<PushDeviceView>>("push/devices")).Items;

    public async Task<PushDeviceView> Subscribe(SubscribeRequest device) => await api.Post<PushDeviceView>("push/devices", device) ?? throw new ApiFailure("empty", 502);

    public Task Remove(Guid device) => api.Delete($"push/devices/{device}");
}
