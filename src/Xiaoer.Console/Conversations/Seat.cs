using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The agent's own seat: at the desk or away, how many conversations of how many.</summary>
internal sealed class Seat(ConversationsClient client, Session session, TimeProvider time)
{
    private bool renewing;

    public Signal Changed { get; } = new();
    public SeatView? View { get; private set; }

    public async Task Load()
    {
        if (!session.May(Permissions.Reply)) return;
        try
        {
            View = await client.Seat(session.ShopId);
            Changed.Raise();
        }
        catch (ApiFailure) { }
    }

    /// <summary>Conversations came or went: count again, once for many events.</summary>
    public async Task Renew()
    {
        if (renewing) return;
        renewing = true;
        await Task.Delay(TimeSpan.FromMilliseconds(400), time);
        renewing = false;
        await Load();
    }

    public async Task Set(SetSeatRequest request)
    {
        View = await client.Sit(session.ShopId, request);
        Changed.Raise();
    }

    public void Forget()
    {
        View = null;
        Changed.Raise();
    }
}
