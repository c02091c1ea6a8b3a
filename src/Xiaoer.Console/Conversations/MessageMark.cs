namespace Xiaoer.Web.Conversations;

/// <summary>How far one of our messages came: stored, on the customer's screen, read.</summary>
public enum MessageMark { None, Sent, Delivered, Read }
